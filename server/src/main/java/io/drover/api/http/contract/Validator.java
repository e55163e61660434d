package io.drover.api.http.contract;

import io.drover.api.http.contract.Shape.Blob;
import io.drover.api.http.contract.Shape.Bounds;
import io.drover.api.http.contract.Shape.Decimal;
import io.drover.api.http.contract.Shape.Flag;
import io.drover.api.http.contract.Shape.Mapping;
import io.drover.api.http.contract.Shape.Member;
import io.drover.api.http.contract.Shape.Sequence;
import io.drover.api.http.contract.Shape.Structure;
import io.drover.api.http.contract.Shape.Text;
import io.drover.api.http.contract.Shape.Time;
import io.drover.api.http.contract.Shape.Whole;
import java.util.Locale;
import java.util.regex.Pattern;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.StringNode;

/// Checks an operation's input against its shape. Where a value is text but a number or a flag is
/// wanted, its spelling counts: that is how queries carry them, and some clients do so in bodies.
final class Validator {
  private final Violations violations = new Violations();

  private Validator() {}

  /// Refuses an input that the contract does not allow, naming everything that is wrong with it.
  static void check(Structure input, JsonNode value) {
    Validator validator = new Validator();
    validator.structure("", input, value);
    validator.violations.refuse();
  }

  private void value(String path, Shape shape, JsonNode value) {
    switch (shape) {
      case Structure structure -> structure(path, structure, value);
      case Sequence sequence -> sequence(path, sequence, value);
      case Mapping mapping -> mapping(path, mapping, value);
      case Text text -> text(path, text, value);
      case Whole whole -> whole(path, whole, value);
      case Decimal decimal -> decimal(path, decimal, value);
      case Flag _ -> flag(path, value);
      case Time _ ->
          violations.unless(EpochSeconds.read(value).isPresent(), path, value, "be a timestamp");
      case Blob blob -> blob(path, blob, value);
    }
  }

  private void structure(String path, Structure structure, JsonNode value) {
    if (!violations.unless(value.isObject(), path, value, "be an object")) {
      return;
    }
    for (Member member : structure.members()) {
      JsonNode given = value.get(member.name());
      if (given != null && !given.isNull()) {
        value(path(path, member.name()), member.shape(), given);
      } else if (member.required()) {
        violations.absent(path(path, member.name()));
      }
    }
  }

  private void sequence(String path, Sequence sequence, JsonNode value) {
    if (!violations.unless(value.isArray(), path, value, "be a list")) {
      return;
    }
    length(path, sequence.size(), value.size(), value);
    for (int i = 0; i < value.size() && violations.room(); i++) {
      element(path + "." + (i + 1) + ".member", sequence.element().get(), value.get(i));
    }
  }

  private void mapping(String path, Mapping mapping, JsonNode value) {
    if (!violations.unless(value.isObject(), path, value, "be an object")) {
      return;
    }
    length(path, mapping.size(), value.size(), value);
    int i = 1;
    for (var entry : value.properties()) {
      if (!violations.room()) {
        return;
      }
      String place = path + "." + i++ + ".member";
      value(place + ".key", mapping.key().get(), StringNode.valueOf(entry.getKey()));
      element(place + ".value", mapping.value().get(), entry.getValue());
    }
  }

  private void element(String path, Shape shape, JsonNode value) {
    if (value.isNull()) {
      violations.absent(path);
    } else {
      value(path, shape, value);
    }
  }

  private void text(String path, Text text, JsonNode value) {
    if (!violations.unless(value.isString(), path, value, "be a string")) {
      return;
    }
    String string = value.stringValue();
    JsonNode shown = text.secret() ? Violations.SECRET : value;
    if (!violations.unless(
        wellFormed(string), path, shown, "be text without null characters and lone surrogates")) {
      return;
    }
    length(path, text.length(), string.codePointCount(0, string.length()), shown);
    Pattern pattern = text.pattern();
    if (pattern != null && !pattern.matcher(string).matches()) {
      violations.add(path, shown, "satisfy regular expression pattern: " + pattern);
    }
    if (!text.values().isEmpty() && !text.values().contains(string)) {
      violations.add(path, shown, "satisfy enum value set: " + text.values());
    }
  }

  private void whole(String path, Whole whole, JsonNode value) {
    Long number = Scalars.whole(value);
    if (number == null) {
      violations.add(path, value, "be an integer");
      return;
    }
    boolean fits = whole.wide() || number.intValue() == number;
    violations.unless(fits, path, value, "be an integer of 32 bits");
    range(path, whole.range(), number, value);
  }

  private void decimal(String path, Decimal decimal, JsonNode value) {
    Double number = Scalars.decimal(value);
    if (number == null) {
      violations.add(path, value, "be a number");
      return;
    }
    range(path, decimal.range(), number, value);
  }

  private void flag(String path, JsonNode value) {
    String text = value.stringValue("");
    violations.unless(
        value.isBoolean() || text.equals("true") || text.equals("false"),
        path,
        value,
        "be true or false");
  }

  private void blob(String path, Blob blob, JsonNode value) {
    byte[] bytes = Scalars.bytes(value);
    if (bytes == null) {
      violations.add(path, value, "be in base64");
      return;
    }
    length(path, blob.length(), bytes.length, Violations.SECRET);
  }

  private void length(String path, Bounds bounds, int length, JsonNode value) {
    if (length > bounds.max()) {
      violations.add(path, value, "have length less than or equal to " + (long) bounds.max());
    } else if (length < bounds.min()) {
      violations.add(path, value, "have length greater than or equal to " + (long) bounds.min());
    }
  }

  private void range(String path, Bounds bounds, double number, JsonNode value) {
    if (number > bounds.max()) {
      violations.add(path, value, "have value less than or equal to " + plain(bounds.max()));
    } else if (number < bounds.min()) {
      violations.add(path, value, "have value greater than or equal to " + plain(bounds.min()));
    }
  }

  private static String plain(double bound) {
    return bound == Math.rint(bound) ? Long.toString((long) bound) : Double.toString(bound);
  }

  /// Text that every store and every reader can hold.
  private static boolean wellFormed(String text) {
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      if (c == 0 || Character.isLowSurrogate(c)) {
        return false;
      }
      if (Character.isHighSurrogate(c)
          && (++i == text.length() || !Character.isLowSurrogate(text.charAt(i)))) {
        return false;
      }
    }
    return true;
  }

  /// Names in messages begin in lower case, whatever the wire's spelling.
  private static String path(String parent, String name) {
    String lower = name.substring(0, 1).toLowerCase(Locale.ROOT) + name.substring(1);
    return parent.isEmpty() ? lower : parent + "." + lower;
  }
}
