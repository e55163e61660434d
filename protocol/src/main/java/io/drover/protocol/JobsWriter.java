package io.drover.protocol;

import io.drover.protocol.JobsMessage.Changed;
import io.drover.protocol.JobsMessage.Described;
import io.drover.protocol.JobsMessage.NextChanged;
import io.drover.protocol.JobsMessage.PendingJobs;
import io.drover.protocol.JobsMessage.Rejected;
import io.drover.protocol.JobsMessage.Updated;
import java.io.ByteArrayOutputStream;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JsonEncoding;
import tools.jackson.core.JsonGenerator;
import tools.jackson.core.ObjectWriteContext;
import tools.jackson.core.json.JsonFactory;

/// Writes messages about jobs. Job documents go in as they are: they were checked when their job
/// was created.
final class JobsWriter {
  private static final JsonFactory JSON = new JsonFactory();
  private static final int USUAL_BYTES = 512;

  private final JsonGenerator json;

  private JobsWriter(JsonGenerator json) {
    this.json = json;
  }

  static byte[] write(JobsMessage message) {
    ByteArrayOutputStream out = new ByteArrayOutputStream(USUAL_BYTES);
    try (JsonGenerator json =
        JSON.createGenerator(ObjectWriteContext.empty(), out, JsonEncoding.UTF8)) {
      json.writeStartObject();
      new JobsWriter(json).members(message);
      json.writeEndObject();
    }
    return out.toByteArray();
  }

  private void members(JobsMessage message) {
    switch (message) {
      case PendingJobs pending -> pending(pending);
      case Described described -> {
        token(described.clientToken());
        timestamp(described.timestamp());
        execution(described.execution());
      }
      case Updated updated -> updated(updated);
      case Rejected rejected -> rejected(rejected);
      case Changed changed -> changed(changed);
      case NextChanged next -> {
        timestamp(next.timestamp());
        execution(next.execution());
      }
    }
  }

  private void pending(PendingJobs pending) {
    token(pending.clientToken());
    timestamp(pending.timestamp());
    summaries("inProgressJobs", pending.inProgressJobs());
    summaries("queuedJobs", pending.queuedJobs());
  }

  private void updated(Updated updated) {
    token(updated.clientToken());
    timestamp(updated.timestamp());
    state(updated.executionState());
    document(updated.jobDocument());
  }

  private void rejected(Rejected rejected) {
    json.writeStringProperty("code", rejected.code().wireName());
    json.writeStringProperty("message", rejected.message());
    timestamp(rejected.timestamp());
    token(rejected.clientToken());
    state(rejected.executionState());
  }

  private void changed(Changed changed) {
    timestamp(changed.timestamp());
    json.writeObjectPropertyStart("jobs");
    if (!changed.inProgress().isEmpty()) {
      summaries("IN_PROGRESS", changed.inProgress());
    }
    if (!changed.queued().isEmpty()) {
      summaries("QUEUED", changed.queued());
    }
    json.writeEndObject();
  }

  private void token(@Nullable String clientToken) {
    if (clientToken != null) {
      json.writeStringProperty("clientToken", clientToken);
    }
  }

  private void timestamp(long timestamp) {
    json.writeNumberProperty("timestamp", timestamp);
  }

  private void summaries(String name, List<JobExecutionSummary> summaries) {
    json.writeArrayPropertyStart(name);
    summaries.forEach(this::summary);
    json.writeEndArray();
  }

  private void summary(JobExecutionSummary summary) {
    json.writeStartObject();
    json.writeStringProperty("jobId", summary.jobId());
    json.writeNumberProperty("queuedAt", summary.queuedAt());
    json.writeNumberProperty("lastUpdatedAt", summary.lastUpdatedAt());
    number("startedAt", summary.startedAt());
    json.writeNumberProperty("executionNumber", summary.executionNumber());
    json.writeNumberProperty("versionNumber", summary.versionNumber());
    json.writeEndObject();
  }

  private void execution(@Nullable JobExecution execution) {
    if (execution == null) {
      return;
    }
    json.writeObjectPropertyStart("execution");
    json.writeStringProperty("jobId", execution.jobId());
    json.writeStringProperty("status", execution.status());
    details(execution.statusDetails());
    json.writeNumberProperty("queuedAt", execution.queuedAt());
    number("startedAt", execution.startedAt());
    json.writeNumberProperty("lastUpdatedAt", execution.lastUpdatedAt());
    json.writeNumberProperty("versionNumber", execution.versionNumber());
    json.writeNumberProperty("executionNumber", execution.executionNumber());
    number("approximateSecondsBeforeTimedOut", execution.approximateSecondsBeforeTimedOut());
    document(execution.jobDocument());
    json.writeEndObject();
  }

  private void state(@Nullable ExecutionState state) {
    if (state == null) {
      return;
    }
    json.writeObjectPropertyStart("executionState");
    json.writeStringProperty("status", state.status());
    details(state.statusDetails());
    json.writeNumberProperty("versionNumber", state.versionNumber());
    json.writeEndObject();
  }

  private void details(Map<String, String> details) {
    if (!details.isEmpty()) {
      json.writeObjectPropertyStart("statusDetails");
      details.forEach(json::writeStringProperty);
      json.writeEndObject();
    }
  }

  private void number(String name, @Nullable Long value) {
    if (value != null) {
      json.writeNumberProperty(name, value);
    }
  }

  private void document(@Nullable String jobDocument) {
    if (jobDocument != null) {
      json.writeName("jobDocument");
      json.writeRawValue(jobDocument);
    }
  }
}
