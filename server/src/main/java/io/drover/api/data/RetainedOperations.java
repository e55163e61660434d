package io.drover.api.data;

import io.drover.api.http.Operation;
import io.drover.arn.Arns;
import java.util.List;

/// The operations on retained messages.
public record RetainedOperations(Retained retained, Arns arns) {

  public List<Operation<?, ?>> all() {
    return List.of(new GetRetainedMessage(retained, arns), new ListRetainedMessages(retained));
  }
}
