package io.drover.artifacts;

import java.time.Duration;

/// The S3 that holds job documents and packages, whichever it is: the embedded one or another.
/// Objects are named by any of the URL forms that S3 documents, or by a URL of this server's own S3
/// endpoints.
public interface ObjectStorage {

  /// The whole object. Refuses a URL that is none of the known forms, an object that is missing and
  /// one of more than `mostBytes`.
  byte[] read(String url, int mostBytes);

  /// A URL with which anyone may fetch the object until `lifetime` has passed. Costs no request;
  /// the object need not exist. Refuses a URL that is none of the known forms.
  String presignGet(String url, Duration lifetime);

  /// A URL with which anyone may store the object until `lifetime` has passed.
  String presignPut(String url, Duration lifetime);
}
