package io.drover.jobs.templates;

import io.drover.arn.Arns;
import io.drover.jobs.JobDefinition;
import io.drover.jobs.JobDocuments;
import io.drover.jobs.Jobs;
import io.drover.paging.Listing;
import io.drover.paging.Page;
import io.drover.paging.PageRequest;
import io.drover.rejection.Rejection.InvalidRequest;
import io.drover.rejection.Rejection.LimitExceeded;
import io.drover.rejection.Rejection.ResourceAlreadyExists;
import io.drover.rejection.Rejection.ResourceNotFound;
import io.drover.store.Database;
import io.drover.store.Reading;
import io.drover.tags.TaggedResource;
import io.drover.tags.Tags;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// The templates that operators keep, 100 at most.
public final class JobTemplates {
  private static final Listing LISTING = new Listing("job templates", 250);
  private static final int MOST = 100;

  private final Database database;
  private final Jobs jobs;
  private final JobDocuments documents;
  private final Arns arns;
  private final Tags tags;

  public JobTemplates(Database database, Jobs jobs, JobDocuments documents, Arns arns, Tags tags) {
    this.database = database;
    this.jobs = jobs;
    this.documents = documents;
    this.arns = arns;
    this.tags = tags;
  }

  /// Adds a template. A document in S3 is read here, once. The role for presigned URLs may be left
  /// to the jobs.
  public void create(NewJobTemplate asked, Instant now) {
    JobTemplate template = template(completed(asked), now);
    template.configuration().schedule().requireAcceptable(now);
    database.change(
        transaction -> {
          requireNew(transaction, asked.id());
          requireRoom(transaction);
          JobTemplateStore.add(transaction, template);
          tags.put(transaction, tagged(asked.id()), asked.tags());
        });
  }

  private NewJobTemplate completed(NewJobTemplate asked) {
    if (asked.jobArn() == null) {
      return asked;
    }
    String jobId =
        arns.id("job", asked.jobArn())
            .orElseThrow(() -> invalid(asked.jobArn() + " is no ARN of a job of this account."));
    JobDefinition given = jobs.describe(jobId).job().definition();
    return asked.completedBy(jobs.document(jobId), given.configuration().forTemplate());
  }

  private JobTemplate template(NewJobTemplate asked, Instant now) {
    return new JobTemplate(
        new JobTemplateSummary(asked.id(), asked.description(), now),
        asked.documentSource(),
        documents.check(asked.document(), asked.documentSource()),
        asked.configuration());
  }

  private void requireNew(Reading reading, String id) {
    if (JobTemplateStore.exists(reading, id)) {
      throw new ResourceAlreadyExists(
              "Job template " + id + " already exists.", id, arns.of("jobtemplate", id))
          .toException();
    }
  }

  private static void requireRoom(Reading reading) {
    if (JobTemplateStore.count(reading) >= MOST) {
      throw new LimitExceeded("There are " + MOST + " job templates, the most.").toException();
    }
  }

  public JobTemplate describe(String id) {
    return database
        .read(reading -> JobTemplateStore.find(reading, id))
        .orElseThrow(() -> missing(id));
  }

  /// The templates in the order of their ids.
  public Page<JobTemplateSummary> list(@Nullable String token, @Nullable Integer size) {
    PageRequest request = LISTING.request(token, size);
    List<JobTemplateSummary> rows =
        database.read(
            reading -> JobTemplateStore.list(reading, request.after(0, ""), request.rows()));
    return LISTING.page(rows, request, template -> List.of(template.id()));
  }

  /// Deletes a template and its tags; the jobs that were made from it stay as they are.
  public void delete(String id) {
    database.change(
        transaction -> {
          if (!JobTemplateStore.delete(transaction, id)) {
            throw missing(id);
          }
          tags.removeAll(transaction, tagged(id));
        });
  }

  /// Whether there is a template of this id.
  public boolean exists(Reading reading, String id) {
    return JobTemplateStore.exists(reading, id);
  }

  private static TaggedResource tagged(String id) {
    return new TaggedResource("jobtemplate", id);
  }

  private static RuntimeException missing(String id) {
    return new ResourceNotFound("There is no job template " + id + ".").toException();
  }

  private static RuntimeException invalid(String message) {
    return new InvalidRequest(message).toException();
  }
}
