package io.drover.api.http.contract;

import com.fasterxml.jackson.annotation.JsonProperty;
import io.drover.api.http.contract.Shape.Member;
import io.drover.api.http.contract.Shape.Structure;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.RecordComponent;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// How the components of a record class stand for a structure's members. Every component is one of
/// its members, by its name or by its [JsonProperty]; a record may leave members out.
record RecordPlan(List<Part> parts) {

  /// A member, and how to get its value out of a record.
  record Part(Member member, Method accessor) {
    @Nullable Object value(Record record) {
      try {
        return accessor.invoke(record);
      } catch (IllegalAccessException | InvocationTargetException e) {
        throw new IllegalStateException("cannot read " + accessor, e);
      }
    }
  }

  static RecordPlan of(Structure structure, Class<?> type) {
    if (!type.isRecord()) {
      throw new IllegalStateException(
          type + " should be a record, to stand for " + structure.name());
    }
    List<Part> parts = new ArrayList<>();
    for (RecordComponent component : type.getRecordComponents()) {
      Method accessor = component.getAccessor();
      Member member = structure.member(wireName(component, accessor));
      if (member == null) {
        throw new IllegalStateException(
            structure.name() + " has no member for " + type.getName() + "." + component.getName());
      }
      accessor.setAccessible(true);
      parts.add(new Part(member, accessor));
    }
    return new RecordPlan(List.copyOf(parts));
  }

  private static String wireName(RecordComponent component, Method accessor) {
    JsonProperty named = accessor.getAnnotation(JsonProperty.class);
    return named == null ? component.getName() : named.value();
  }
}
