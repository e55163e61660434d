package io.drover.jobs.simulation;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.LoggerContext;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.classic.spi.ThrowableProxy;
import ch.qos.logback.core.AppenderBase;
import java.util.ArrayList;
import java.util.List;
import org.slf4j.LoggerFactory;

/// Failures that the engine only logs, other than those that a simulation makes. Keeps the log
/// quiet meanwhile.
final class Surprises extends AppenderBase<ILoggingEvent> implements AutoCloseable {
  private final Logger logger;
  private final Thread simulating = Thread.currentThread();
  private final List<String> found = new ArrayList<>();

  private Surprises(LoggerContext context) {
    this.logger = context.getLogger("io.drover");
    setContext(context);
  }

  static Surprises begin() {
    Surprises surprises = new Surprises((LoggerContext) LoggerFactory.getILoggerFactory());
    surprises.start();
    surprises.logger.setAdditive(false);
    surprises.logger.addAppender(surprises);
    return surprises;
  }

  @Override
  protected void append(ILoggingEvent event) {
    if (Thread.currentThread().equals(simulating)
        && event.getLevel().isGreaterOrEqual(Level.WARN)
        && event.getThrowableProxy() instanceof ThrowableProxy proxy
        && !isMade(proxy.getThrowable())) {
      found.add(event.getFormattedMessage() + ": " + proxy.getThrowable());
    }
  }

  private static boolean isMade(Throwable thrown) {
    return thrown instanceof StoreFailure
        || String.valueOf(thrown.getMessage()).endsWith("could not be canceled");
  }

  void requireNone() {
    Violation.require(found.isEmpty(), Invariant.NO_SURPRISE, "%s", found);
  }

  @Override
  public void close() {
    logger.detachAppender(this);
    logger.setAdditive(true);
    stop();
  }
}
