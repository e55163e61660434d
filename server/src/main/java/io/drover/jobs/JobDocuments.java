package io.drover.jobs;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import io.drover.artifacts.ObjectStorage;
import io.drover.jobs.configuration.PresignedUrls;
import io.drover.rejection.RejectedException;
import io.drover.rejection.Rejection.InvalidRequest;
import io.drover.rejection.Rejection.ResourceNotFound;
import io.drover.store.Database;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.ObjectReader;
import tools.jackson.databind.json.JsonMapper;

/// The documents of jobs: what is accepted as one, and how a device gets it. A document never
/// changes and keys of jobs are never used again, so those asked for lately are kept in memory, cut
/// at their placeholders.
public final class JobDocuments {
  static final int MOST_BYTES = 32_768;

  private static final Logger log = LoggerFactory.getLogger(JobDocuments.class);
  private static final long MOST_CHARACTERS_KEPT = 16L << 20;
  private static final ObjectReader STRICT =
      JsonMapper.shared().reader().with(DeserializationFeature.FAIL_ON_TRAILING_TOKENS);

  private final Database database;
  private final ObjectStorage storage;
  private final Cache<Long, DocumentTemplate> kept =
      Caffeine.newBuilder()
          .maximumWeight(MOST_CHARACTERS_KEPT)
          .weigher((Long _, DocumentTemplate document) -> 2 * document.text().length() + 256)
          .build();

  public JobDocuments(Database database, ObjectStorage storage) {
    this.database = database;
    this.storage = storage;
  }

  /// The document of the execution's job as its thing gets it, with URLs signed now.
  String handOut(Execution execution) {
    DocumentTemplate document =
        kept.get(execution.key().job(), job -> DocumentTemplate.parse(text(job)));
    DocumentTemplate.Recipient recipient =
        new DocumentTemplate.Recipient(
            execution.thing(), execution.jobId(), execution.key().number());
    try {
      return document.fill(storage, recipient, execution.urlLifetime());
    } catch (RejectedException e) {
      // The object storage has been configured anew since the job was accepted. The device must get
      // its document all the same, or it could never report and go on with the next job.
      log.warn("job {} is handed out with unsigned URLs: {}", execution.jobId(), e.getMessage());
      return document.unsigned(recipient);
    }
  }

  private String text(long job) {
    return database
        .read(reading -> JobDefinitionStore.document(reading, job))
        .orElseThrow(() -> new ResourceNotFound("The job has been deleted.").toException());
  }

  /// As [#check], and refuses presigned placeholders without a role.
  String accept(@Nullable String given, @Nullable String source, PresignedUrls urls) {
    String text = check(given, source);
    if (needsUrls(text)) {
      requireRole(urls);
    }
    return text;
  }

  /// The text that a new job or template asks for, given directly or as an object in S3, which is
  /// read once. Refuses what is no JSON text of at most [#MOST_BYTES] bytes in UTF-8, and
  /// placeholders that could not be filled.
  public String check(@Nullable String given, @Nullable String source) {
    if ((given == null) == (source == null)) {
      throw invalid("Give either document or documentSource.");
    }
    String text = given != null ? given : fetch(source);
    check(text);
    DocumentTemplate document = DocumentTemplate.parse(text);
    if (document.needsUrls()) {
      checkUrls(document);
    }
    return text;
  }

  private String fetch(@Nullable String source) {
    if (source == null) {
      throw new IllegalStateException("neither document nor source");
    }
    byte[] bytes = storage.read(source, MOST_BYTES);
    try {
      return StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(bytes)).toString();
    } catch (CharacterCodingException e) {
      throw invalid("The job document at " + source + " is not UTF-8.");
    }
  }

  private static void check(String text) {
    if (text.getBytes(StandardCharsets.UTF_8).length > MOST_BYTES) {
      throw invalid("A job document has at most " + MOST_BYTES + " bytes.");
    }
    try {
      if (STRICT.readTree(text).isMissingNode()) {
        throw invalid("The job document is empty; it must be JSON.");
      }
    } catch (JacksonException e) {
      throw invalid("The job document is not JSON: " + e.getOriginalMessage());
    }
  }

  boolean needsUrls(String text) {
    return DocumentTemplate.parse(text).needsUrls();
  }

  static void requireRole(PresignedUrls urls) {
    if (urls.roleArn() == null) {
      throw invalid(
          "presignedUrlConfig role ARN is required to generate an S3 presigned url in job document.");
    }
  }

  /// Signs every URL once, for the longest names, for the sake of what that refuses.
  private void checkUrls(DocumentTemplate document) {
    DocumentTemplate.Recipient anyone =
        new DocumentTemplate.Recipient("t".repeat(128), "j".repeat(64), Long.MAX_VALUE);
    document.fill(storage, anyone, Duration.ofMinutes(1));
  }

  private static RuntimeException invalid(String message) {
    return new InvalidRequest(message).toException();
  }
}
