package io.drover.wire;

import java.util.Map;

/// An answer, ready to be sent.
public record Reply(int status, Map<String, String> headers, byte[] body) {}
