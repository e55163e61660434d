package io.drover.api.http;

import io.helidon.common.buffers.BufferData;
import io.helidon.http.HttpPrologue;
import io.helidon.http.Status;
import io.helidon.webserver.CloseConnectionException;
import io.helidon.webserver.ConnectionContext;
import io.helidon.webserver.http1.Http1Config;
import io.helidon.webserver.http1.Http1ConnectionListener;
import io.helidon.webserver.http1.Http1ConnectionSelector;
import io.helidon.webserver.spi.ServerConnectionSelector;
import java.time.Duration;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;

/// Takes the connections of one listener: HTTP/1.1, so many and no more, and each with a bound on
/// how long it may take to deliver a request. A timeout of the socket alone would let a client send
/// a byte now and then forever.
final class TimedConnections implements ServerConnectionSelector {
  private final Http1ConnectionSelector http;
  private final AtomicInteger open = new AtomicInteger();
  private final Duration longestRequest;

  TimedConnections(Duration longestRequest) {
    this.longestRequest = longestRequest;
    this.http =
        Http1ConnectionSelector.builder()
            .config(
                Http1Config.builder()
                    .maxPrologueLength(Limits.PROLOGUE_BYTES)
                    .maxHeadersSize(Limits.HEADER_BYTES)
                    .receiveLog(false)
                    .sendLog(false)
                    .addReceiveListener(new Begun())
                    .addSendListener(new Answered())
                    .build())
            .build();
  }

  /// The head has begun to arrive: from here on the time runs.
  private static final class Begun implements Http1ConnectionListener {
    @Override
    public void prologue(ConnectionContext context, HttpPrologue prologue) {
      if (context instanceof TimedContext timed) {
        timed.begin();
      }
    }
  }

  private static final class Answered implements Http1ConnectionListener {
    @Override
    public void status(ConnectionContext context, Status status) {
      if (context instanceof TimedContext timed) {
        timed.rest();
      }
    }
  }

  @Override
  public int bytesToIdentifyConnection() {
    return http.bytesToIdentifyConnection();
  }

  @Override
  public Support supports(BufferData data) {
    return http.supports(data);
  }

  @Override
  public Set<String> supportedApplicationProtocols() {
    return Set.of("http/1.1", "x-amzn-http-ca");
  }

  @Override
  public CountedConnection connection(ConnectionContext context) {
    if (open.incrementAndGet() > Limits.CONNECTIONS) {
      open.decrementAndGet();
      throw new CloseConnectionException("too many connections");
    }
    TimedContext timed = new TimedContext(context, longestRequest);
    return new CountedConnection(http.connection(timed), open::decrementAndGet);
  }
}
