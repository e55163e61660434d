package io.drover.jobs;

import io.drover.artifacts.ObjectStorage;
import java.time.Duration;
import java.util.List;
import java.util.function.Function;

/// A job document cut at its presigned placeholders, so that handing it out fills them and reads
/// nothing else. Made by [PlaceholderParser].
record DocumentTemplate(String text, List<Part> parts) {

  /// Whose document is handed out.
  record Recipient(String thing, String jobId, long executionNumber) {}

  sealed interface Part {}

  /// Stands as it is.
  record Literal(String text) implements Part {}

  /// `${aws:iot:s3-presigned-url:URL}`, or its second version, whose URL is percent-encoded and may
  /// name a version of the object; object storage reads both.
  record Download(String url) implements Part {}

  /// `${aws:iot:s3-presigned-url-upload:URL}`, whose URL is as [UploadUrl] leaves it.
  record Upload(String url) implements Part {
    String forRecipient(Recipient recipient) {
      return url.replace("${thingName}", recipient.thing())
          .replace("${jobId}", recipient.jobId())
          .replace("${executionNumber}", Long.toString(recipient.executionNumber()));
    }
  }

  DocumentTemplate {
    parts = List.copyOf(parts);
  }

  static DocumentTemplate parse(String text) {
    return new DocumentTemplate(text, new PlaceholderParser(text).parts());
  }

  boolean needsUrls() {
    return parts.stream().anyMatch(part -> !(part instanceof Literal));
  }

  /// The document as this recipient gets it, with URLs that are good for `lifetime`. The URLs hold
  /// no character that JSON would have to escape.
  String fill(ObjectStorage storage, Recipient recipient, Duration lifetime) {
    return fill(
        part ->
            switch (part) {
              case Literal(String literal) -> literal;
              case Download(String url) -> storage.presignGet(url, lifetime);
              case Upload upload -> storage.presignPut(upload.forRecipient(recipient), lifetime);
            });
  }

  /// The document with the URLs that its placeholders name, which open nothing by themselves.
  String unsigned(Recipient recipient) {
    return fill(
        part ->
            switch (part) {
              case Literal(String literal) -> literal;
              case Download(String url) -> JsonEscapes.of(url);
              case Upload upload -> JsonEscapes.of(upload.forRecipient(recipient));
            });
  }

  private String fill(Function<Part, String> textOf) {
    if (!needsUrls()) {
      return text;
    }
    StringBuilder filled = new StringBuilder(text.length() + 512 * parts.size());
    parts.forEach(part -> filled.append(textOf.apply(part)));
    return filled.toString();
  }
}
