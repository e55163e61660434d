package io.drover.api.http.contract;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;

import io.drover.api.http.contract.Shape.Blob;
import io.drover.api.http.contract.Shape.Decimal;
import io.drover.api.http.contract.Shape.Flag;
import io.drover.api.http.contract.Shape.Mapping;
import io.drover.api.http.contract.Shape.Member;
import io.drover.api.http.contract.Shape.Place;
import io.drover.api.http.contract.Shape.Sequence;
import io.drover.api.http.contract.Shape.Structure;
import io.drover.api.http.contract.Shape.Text;
import io.drover.api.http.contract.Shape.Time;
import io.drover.api.http.contract.Shape.Whole;
import io.drover.wire.Reply;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/// Holds a good answer against its operation's output shape: status, types exactly as they are on
/// the wire, lengths and patterns, and no member that clients would not know.
public final class OutputCheck {
  private OutputCheck() {}

  public static void check(ContractOperation operation, Reply reply) {
    Structure output = operation.output();
    boolean choosesStatus =
        output.members().stream().anyMatch(member -> member.place() == Place.STATUS);
    if (!choosesStatus) {
      assertThat(reply.status()).as("status of %s", operation).isEqualTo(operation.status());
    }
    Shape body = output.payload().map(Member::shape).orElse(output);
    if (!(body instanceof Blob)) {
      JsonNode json = JsonMapper.shared().readTree(reply.body());
      types(operation.name(), body, json);
      if (body instanceof Structure structure) {
        Validator.check(structure, json);
      }
    }
  }

  private static void types(String path, Shape shape, JsonNode value) {
    switch (shape) {
      case Structure structure -> {
        assertThat(value.isObject()).as("%s is an object", path).isTrue();
        value.forEachEntry(
            (name, member) -> {
              Member known = structure.member(name);
              assertThat(known).as("%s.%s is in the contract", path, name).isNotNull();
              types(path + "." + name, requireNonNull(known).shape(), member);
            });
      }
      case Sequence sequence -> {
        assertThat(value.isArray()).as("%s is a list", path).isTrue();
        value.forEach(element -> types(path + "[]", sequence.element().get(), element));
      }
      case Mapping mapping -> {
        assertThat(value.isObject()).as("%s is a map", path).isTrue();
        value.forEach(element -> types(path + "{}", mapping.value().get(), element));
      }
      case Text _, Blob _ -> assertThat(value.isString()).as("%s is a string", path).isTrue();
      case Whole _ -> assertThat(value.isIntegralNumber()).as("%s is an integer", path).isTrue();
      case Decimal _, Time _ -> assertThat(value.isNumber()).as("%s is a number", path).isTrue();
      case Flag _ -> assertThat(value.isBoolean()).as("%s is a flag", path).isTrue();
    }
  }
}
