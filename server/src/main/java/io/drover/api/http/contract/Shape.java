package io.drover.api.http.contract;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/// The type of a value on the wire, with what it must satisfy.
sealed interface Shape {

  /// Members in the contract's order. Each structure is equal to itself alone.
  final class Structure implements Shape {
    static final Structure EMPTY = new Structure("Nothing", List.of());

    private final String name;
    private final List<Member> members;
    private final Map<String, Member> byName;

    Structure(String name, List<Member> members) {
      this.name = name;
      this.members = List.copyOf(members);
      this.byName =
          members.stream().collect(Collectors.toUnmodifiableMap(Member::name, Function.identity()));
    }

    String name() {
      return name;
    }

    List<Member> members() {
      return members;
    }

    @Nullable Member member(String name) {
      return byName.get(name);
    }

    /// The member that is the whole body.
    Optional<Member> payload() {
      return members.stream().filter(member -> member.place() == Place.PAYLOAD).findFirst();
    }
  }

  record Sequence(Lazy<Shape> element, Bounds size) implements Shape {}

  record Mapping(Lazy<Shape> key, Lazy<Shape> value, Bounds size) implements Shape {}

  /// The pattern must match the whole value; `values` is empty when any will do. A secret is never
  /// repeated to anyone.
  record Text(Bounds length, @Nullable Pattern pattern, Set<String> values, boolean secret)
      implements Shape {}

  /// An integer of 64 bits, or of 32 unless it is wide.
  record Whole(boolean wide, Bounds range) implements Shape {}

  record Decimal(Bounds range) implements Shape {}

  record Flag() implements Shape {}

  record Time() implements Shape {}

  record Blob(Bounds length) implements Shape {}

  /// How long or how large a value may be; an end that is infinite is open.
  record Bounds(double min, double max) {
    static final Bounds NONE = new Bounds(Double.NEGATIVE_INFINITY, Double.POSITIVE_INFINITY);
  }

  /// A member of a structure. Outside a body it goes by its `wireName`; `json` is JSON in base64.
  record Member(
      String name,
      Place place,
      String wireName,
      boolean required,
      boolean json,
      Lazy<Shape> target) {
    Shape shape() {
      return target.get();
    }
  }

  /// Where a member is carried.
  enum Place {
    /// One of the members of the JSON object that is the body.
    BODY,
    /// The whole body.
    PAYLOAD,
    PATH,
    QUERY,
    HEADER,
    STATUS
  }
}
