package io.drover.jobs;

import io.drover.jobs.DocumentTemplate.Download;
import io.drover.jobs.DocumentTemplate.Literal;
import io.drover.jobs.DocumentTemplate.Part;
import io.drover.jobs.DocumentTemplate.Upload;
import io.drover.rejection.Rejection.InvalidRequest;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.json.JsonMapper;

/// Finds the placeholders `${aws:iot:...}` of a job document in one pass. Any other `${...}` is the
/// device's own and stands as it is, as long as it is closed.
final class PlaceholderParser {
  private static final String OPEN = "${";
  private static final String OURS = "aws:iot:";

  private final Map<String, Function<String, Part>> kinds =
      Map.of(
          "s3-presigned-url", Download::new,
          "s3-presigned-url-v1", Download::new,
          "s3-presigned-url-v2", Download::new,
          "s3-presigned-url-upload", this::upload);
  private final String text;
  private final List<Part> parts = new ArrayList<>();
  private int literalFrom;
  private int uploads;

  PlaceholderParser(String text) {
    this.text = text;
  }

  /// Refuses placeholders that are not closed, or that this server does not know.
  List<Part> parts() {
    int open = text.indexOf(OPEN);
    while (open >= 0) {
      int close = close(open);
      if (text.startsWith(OURS, open + OPEN.length())) {
        literalUntil(open);
        parts.add(placeholder(text.substring(open + OPEN.length() + OURS.length(), close)));
        literalFrom = close + 1;
      }
      open = text.indexOf(OPEN, close + 1);
    }
    literalUntil(text.length());
    return parts;
  }

  private void literalUntil(int end) {
    if (end > literalFrom) {
      parts.add(new Literal(text.substring(literalFrom, end)));
    }
  }

  /// Where the placeholder ends that begins at `open`; others may stand inside it, but not the end
  /// of the JSON string.
  private int close(int open) {
    int depth = 1;
    for (int i = open + OPEN.length(); i < text.length() && text.charAt(i) != '"'; i++) {
      if (text.charAt(i) == '\\') {
        i++; // whatever is escaped, it neither ends the string nor the placeholder
      } else if (text.startsWith(OPEN, i)) {
        depth++;
      } else if (text.charAt(i) == '}' && --depth == 0) {
        return i;
      }
    }
    throw invalid("One or more parameters or placeholders are not terminated.");
  }

  private Part placeholder(String spelt) {
    int colon = spelt.indexOf(':');
    String kind = colon < 0 ? spelt : spelt.substring(0, colon);
    Function<String, Part> maker = kinds.get(kind);
    if (maker == null) {
      throw invalid(unknown(kind, spelt));
    }
    if (colon < 0 || colon == spelt.length() - 1) {
      throw invalid("The placeholder ${" + OURS + spelt + "} names no S3 URL.");
    }
    return maker.apply(unescaped(spelt.substring(colon + 1)));
  }

  private static String unknown(String kind, String spelt) {
    return switch (kind) {
      case "parameter" ->
          "The placeholder ${%s%s} can stand only in a document of a managed job template."
              .formatted(OURS, spelt);
      case "code-sign-signature", "package" ->
          "The placeholder ${%s%s:...} is not supported yet.".formatted(OURS, kind);
      default -> "The placeholder ${%s%s} is unknown.".formatted(OURS, spelt);
    };
  }

  /// The URL without the escapes that JSON allows in the string around it, such as `\/`.
  private static String unescaped(String url) {
    if (url.indexOf('\\') < 0) {
      return url;
    }
    try {
      return JsonMapper.shared().readValue('"' + url + '"', String.class);
    } catch (JacksonException e) {
      throw invalid("The URL " + url + " is not part of a JSON string.");
    }
  }

  private Part upload(String url) {
    uploads++;
    return new Upload(UploadUrl.read(url, uploads));
  }

  private static RuntimeException invalid(String message) {
    return new InvalidRequest(message).toException();
  }
}
