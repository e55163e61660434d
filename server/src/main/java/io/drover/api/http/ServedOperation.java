package io.drover.api.http;

import java.lang.reflect.ParameterizedType;
import java.util.Arrays;

/// An operation, and the record that its requests are decoded into, as its declaration names it.
record ServedOperation<Q extends Record>(Operation<Q, ?> operation, Class<Q> request) {

  static ServedOperation<?> of(Operation<?, ?> operation) {
    return of(operation, requestOf(operation.getClass()));
  }

  @SuppressWarnings("unchecked") // the class is the operation's own first type argument
  private static <Q extends Record> ServedOperation<Q> of(
      Operation<?, ?> operation, Class<?> request) {
    return new ServedOperation<>((Operation<Q, ?>) operation, (Class<Q>) request);
  }

  private static Class<?> requestOf(Class<?> operation) {
    return Arrays.stream(operation.getGenericInterfaces())
        .filter(ParameterizedType.class::isInstance)
        .map(ParameterizedType.class::cast)
        .filter(type -> type.getRawType() == Operation.class)
        .map(type -> (Class<?>) type.getActualTypeArguments()[0])
        .findFirst()
        .orElseThrow(
            () ->
                new IllegalStateException(
                    operation + " must itself implement Operation, with its own records"));
  }
}
