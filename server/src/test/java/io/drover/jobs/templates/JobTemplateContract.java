package io.drover.jobs.templates;

import static io.drover.jobs.templates.TestTemplates.template;
import static io.drover.registry.TestRegistry.NOW;
import static io.drover.registry.TestRegistry.refusal;
import static org.assertj.core.api.Assertions.assertThat;

import io.drover.jobs.JobOrigin;
import io.drover.jobs.configuration.CronExpression;
import io.drover.jobs.configuration.InProgressTimeout;
import io.drover.jobs.configuration.JobConfiguration;
import io.drover.jobs.configuration.MaintenanceWindow;
import io.drover.jobs.configuration.RolloutConfig;
import io.drover.jobs.configuration.Schedule;
import io.drover.jobs.configuration.TestConfigurations;
import io.drover.paging.Page;
import io.drover.rejection.Rejection.InvalidRequest;
import io.drover.rejection.Rejection.LimitExceeded;
import io.drover.rejection.Rejection.ResourceAlreadyExists;
import io.drover.rejection.Rejection.ResourceNotFound;
import io.drover.store.Database;
import io.drover.tags.Tag;
import io.drover.tags.TaggedResource;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/// The templates that operators keep, whichever database keeps them.
interface JobTemplateContract {
  Database database();

  private TestTemplates fleet() {
    return new TestTemplates(database());
  }

  @Test
  default void aTemplateIsKeptAsItWasAsked() {
    TestTemplates fleet = fleet();
    JobConfiguration asked = TestConfigurations.whole().forTemplate();
    fleet.templates.create(template("t", "{\"a\":1}", asked), NOW);
    JobTemplate kept = fleet.templates.describe("t");
    assertThat(kept.summary()).isEqualTo(new JobTemplateSummary("t", "of t", NOW));
    assertThat(kept.document()).isEqualTo("{\"a\":1}");
    assertThat(kept.documentSource()).isNull();
    assertThat(kept.configuration()).isEqualTo(asked);
    assertThat(kept.configuration().schedule().hasWindows()).isTrue();
  }

  @Test
  default void aDocumentInS3IsReadOnce() {
    TestTemplates fleet = fleet();
    String url = "https://s3.amazonaws.com/b/k";
    fleet.objects.put(url, "[1]");
    fleet.templates.create(
        new NewJobTemplate("t", "d", null, null, url, JobConfiguration.NONE, List.of()), NOW);
    fleet.objects.put(url, "[2]");
    assertThat(fleet.templates.describe("t").document()).isEqualTo("[1]");
    assertThat(fleet.templates.describe("t").documentSource()).isEqualTo(url);
  }

  @Test
  default void anIdStandsForOneTemplate() {
    TestTemplates fleet = fleet();
    fleet.creates("t", "{}");
    ResourceAlreadyExists refused =
        refusal(ResourceAlreadyExists.class, () -> fleet.creates("t", "{}"));
    assertThat(refused.resourceId()).isEqualTo("t");
  }

  @Test
  default void thereAreAHundredTemplatesAtMost() {
    TestTemplates fleet = fleet();
    for (int i = 0; i < 100; i++) {
      fleet.creates("t" + i, "{}");
    }
    refusal(LimitExceeded.class, () -> fleet.creates("more", "{}"));
    fleet.templates.delete("t0");
    fleet.creates("more", "{}");
  }

  @Test
  default void templatesAreListedInTheOrderOfTheirIds() {
    TestTemplates fleet = fleet();
    List.of("c", "a", "b").forEach(id -> fleet.creates(id, "{}"));
    Page<JobTemplateSummary> first = fleet.templates.list(null, 2);
    assertThat(first.items()).extracting(JobTemplateSummary::id).containsExactly("a", "b");
    Page<JobTemplateSummary> second = fleet.templates.list(first.nextToken(), 2);
    assertThat(second.items()).extracting(JobTemplateSummary::id).containsExactly("c");
    assertThat(second.nextToken()).isNull();
  }

  @Test
  default void aDeletedTemplateIsGoneWithItsTags() {
    TestTemplates fleet = fleet();
    List<Tag> tags = List.of(new Tag("k", "v"));
    fleet.templates.create(
        new NewJobTemplate("t", "d", null, "{}", null, JobConfiguration.NONE, tags), NOW);
    assertThat(tags(fleet)).isEqualTo(tags);
    fleet.templates.delete("t");
    assertThat(tags(fleet)).isEmpty();
    refusal(ResourceNotFound.class, () -> fleet.templates.describe("t"));
    refusal(ResourceNotFound.class, () -> fleet.templates.delete("t"));
  }

  private static List<Tag> tags(TestTemplates fleet) {
    return fleet.registry.database.read(
        reading ->
            fleet
                .registry
                .tags
                .list(reading, new TaggedResource("jobtemplate", "t"), null)
                .items());
  }

  @Test
  default void whatNoJobCouldHaveIsRefused() {
    TestTemplates fleet = fleet();
    refusal(InvalidRequest.class, () -> fleet.creates("t", "{"));
    refusal(InvalidRequest.class, () -> fleet.creates("t", "[\"${open\"]"));
    refusal(InvalidRequest.class, () -> fleet.creates("t", "[\"${aws:iot:parameter:p}\"]"));
    refusal(
        InvalidRequest.class,
        () -> fleet.templates.create(template("t", null, JobConfiguration.NONE), NOW));
    Schedule never =
        new Schedule(
            null,
            null,
            null,
            List.of(new MaintenanceWindow(new CronExpression("cron(0 0 1 1 ? 2020)"), 5)));
    refusal(
        InvalidRequest.class,
        () -> fleet.templates.create(template("t", "{}", JobConfiguration.NONE.with(never)), NOW));
    assertThat(fleet.templates.list(null, null).items()).isEmpty();
  }

  @Test
  default void theRoleForUrlsMayBeLeftToTheJob() {
    TestTemplates fleet = fleet();
    fleet.creates("t", "[\"${aws:iot:s3-presigned-url:https://s3.amazonaws.com/b/k}\"]");
    InvalidRequest refused =
        refusal(InvalidRequest.class, () -> fleet.creates(fleet.job(fleet.arn("t"), Map.of())));
    assertThat(refused.message()).startsWith("presignedUrlConfig role ARN is required");
  }

  @Test
  default void aTemplateOfAJobHasItsDocumentAndConfiguration() {
    TestTemplates fleet = fleet();
    JobConfiguration given = TestConfigurations.whole();
    fleet.jobs.create(
        fleet.job("{\"job\":1}", JobOrigin.NONE, given), NOW.minus(Duration.ofHours(1)));
    fleet.templates.create(ofJob("t", null, JobConfiguration.NONE), NOW);
    JobTemplate template = fleet.templates.describe("t");
    assertThat(template.document()).isEqualTo("{\"job\":1}");
    assertThat(template.configuration()).isEqualTo(given.forTemplate());
    assertThat(template.configuration().schedule().startTime()).isNull();
  }

  @Test
  default void whatIsAskedOfATemplateStandsBeforeWhatItsJobGives() {
    TestTemplates fleet = fleet();
    fleet.jobs.create(
        fleet.job("{\"job\":1}", JobOrigin.NONE, TestConfigurations.whole()),
        NOW.minus(Duration.ofHours(1)));
    RolloutConfig rollout = new RolloutConfig(7, null);
    fleet.templates.create(ofJob("t", "{\"own\":1}", JobConfiguration.NONE.with(rollout)), NOW);
    JobTemplate template = fleet.templates.describe("t");
    assertThat(template.document()).isEqualTo("{\"own\":1}");
    assertThat(template.configuration().rollout()).isEqualTo(rollout);
    assertThat(template.configuration().timeout()).isEqualTo(new InProgressTimeout(20L));
  }

  @Test
  default void aTemplateNeedsAJobThatIsThere() {
    TestTemplates fleet = fleet();
    refusal(
        ResourceNotFound.class,
        () -> fleet.templates.create(ofJob("t", null, JobConfiguration.NONE), NOW));
    NewJobTemplate ofThing =
        new NewJobTemplate(
            "t",
            "d",
            "arn:aws:iot:eu-central-1:123456789012:thing/a",
            null,
            null,
            JobConfiguration.NONE,
            List.of());
    refusal(InvalidRequest.class, () -> fleet.templates.create(ofThing, NOW));
  }

  private static NewJobTemplate ofJob(String id, @Nullable String document, JobConfiguration own) {
    return new NewJobTemplate(
        id, "d", "arn:aws:iot:eu-central-1:123456789012:job/job", document, null, own, List.of());
  }
}
