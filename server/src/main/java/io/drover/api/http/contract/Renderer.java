package io.drover.api.http.contract;

import io.drover.api.http.contract.RecordPlan.Part;
import io.drover.api.http.contract.Shape.Blob;
import io.drover.api.http.contract.Shape.Decimal;
import io.drover.api.http.contract.Shape.Flag;
import io.drover.api.http.contract.Shape.Mapping;
import io.drover.api.http.contract.Shape.Place;
import io.drover.api.http.contract.Shape.Sequence;
import io.drover.api.http.contract.Shape.Structure;
import io.drover.api.http.contract.Shape.Text;
import io.drover.api.http.contract.Shape.Time;
import io.drover.api.http.contract.Shape.Whole;
import io.drover.wire.Reply;
import java.io.ByteArrayOutputStream;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JsonGenerator;
import tools.jackson.databind.json.JsonMapper;

/// Writes an operation's answer as its output shape wants it. What is null is left out; an answer
/// without members is `{}`.
final class Renderer {
  private static final Map<String, String> JSON = Map.of("Content-Type", "application/json");

  private final JsonMapper mapper;
  private final Map<Pair, RecordPlan> plans = new ConcurrentHashMap<>();

  private record Pair(Structure structure, Class<?> type) {}

  Renderer(JsonMapper mapper) {
    this.mapper = mapper;
  }

  Reply render(ContractOperation operation, Record answer) {
    Structure output = operation.output();
    int status = operation.status();
    byte[] body = null;
    for (Part part : plan(output, answer.getClass()).parts()) {
      Object value = part.value(answer);
      switch (part.member().place()) {
        case STATUS -> status = value instanceof Integer chosen ? chosen : status;
        case PAYLOAD -> body = payload(part.member().shape(), value);
        case BODY -> {}
        case PATH, QUERY, HEADER ->
            throw new IllegalStateException("no answer carries " + part.member().name());
      }
    }
    return new Reply(status, JSON, body == null ? json(output, answer) : body);
  }

  private byte[] payload(Shape shape, @Nullable Object value) {
    if (shape instanceof Blob) {
      return value instanceof byte[] bytes ? bytes : new byte[0];
    }
    return value == null ? new byte[] {'{', '}'} : json(shape, value);
  }

  private byte[] json(Shape shape, Object value) {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream(256);
    try (JsonGenerator json = mapper.createGenerator(bytes)) {
      write(json, shape, value);
    }
    return bytes.toByteArray();
  }

  private void write(JsonGenerator json, Shape shape, Object value) {
    switch (shape) {
      case Structure structure -> structure(json, structure, (Record) value);
      case Sequence sequence -> sequence(json, sequence.element().get(), (List<?>) value);
      case Mapping mapping -> mapping(json, mapping.value().get(), (Map<?, ?>) value);
      case Text _ -> json.writeString(value.toString());
      case Whole _ -> json.writeNumber(whole(value));
      case Decimal _ -> json.writeNumber(((Number) value).doubleValue());
      case Flag _ -> json.writeBoolean((Boolean) value);
      case Time _ -> json.writeNumber(EpochSeconds.write((Instant) value));
      case Blob _ -> json.writeBinary((byte[]) value);
    }
  }

  private void structure(JsonGenerator json, Structure structure, Record record) {
    json.writeStartObject();
    for (Part part : plan(structure, record.getClass()).parts()) {
      Object value = part.member().place() == Place.BODY ? part.value(record) : null;
      if (value != null) {
        json.writeName(part.member().name());
        write(json, part.member().shape(), value);
      }
    }
    json.writeEndObject();
  }

  private void sequence(JsonGenerator json, Shape element, List<?> values) {
    json.writeStartArray();
    for (Object value : values) {
      write(json, element, value);
    }
    json.writeEndArray();
  }

  private void mapping(JsonGenerator json, Shape shape, Map<?, ?> values) {
    json.writeStartObject();
    values.forEach(
        (name, value) -> {
          json.writeName(name.toString());
          write(json, shape, value);
        });
    json.writeEndObject();
  }

  /// The devices' services carry times as whole seconds in a plain integer.
  private static long whole(Object value) {
    return value instanceof Instant instant
        ? instant.getEpochSecond()
        : ((Number) value).longValue();
  }

  private RecordPlan plan(Structure structure, Class<?> type) {
    Pair pair = new Pair(structure, type);
    RecordPlan known = plans.get(pair);
    if (known == null) {
      known = RecordPlan.of(structure, type);
      plans.put(pair, known);
    }
    return known;
  }
}
