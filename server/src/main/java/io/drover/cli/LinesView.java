package io.drover.cli;

import io.drover.cli.ClientException.Kind;
import java.io.PrintStream;
import java.time.Duration;
import java.time.Instant;
import java.util.HashSet;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// Lines for a file or a program: one for every change, one in each minute without any, and one for
/// every failure that is among the newest. Trouble goes to the other stream, once.
final class LinesView implements View {
  private static final Duration LONGEST_SILENCE = Duration.ofMinutes(1);
  private static final int MOST_REMEMBERED = 10_000;

  private final PrintStream out;
  private final PrintStream errors;
  private final Set<Failure> told = new HashSet<>();
  private @Nullable WatchedJob last;
  private Instant lastAt = Instant.MIN;
  private boolean inTrouble;

  LinesView(PrintStream out, PrintStream errors) {
    this.out = out;
    this.errors = errors;
  }

  @Override
  public void show(Snapshot snapshot) {
    tell(snapshot.trouble());
    boolean silent = lastAt.plus(LONGEST_SILENCE).isAfter(snapshot.at());
    if (snapshot.job().equals(last) && silent) {
      tellFailures(snapshot);
      return;
    }
    last = snapshot.job();
    lastAt = snapshot.at();
    print(PlainLines.progress(snapshot));
    tellFailures(snapshot);
  }

  private void tell(Optional<String> trouble) {
    if (trouble.isPresent() && !inTrouble) {
      errors.println("drover: " + trouble.get());
    }
    inTrouble = trouble.isPresent();
  }

  private void tellFailures(Snapshot snapshot) {
    if (told.size() > MOST_REMEMBERED) {
      told.retainAll(snapshot.newest());
    }
    snapshot.newest().reversed().stream()
        .filter(told::add)
        .forEach(failure -> print(PlainLines.failure(snapshot.job().jobId(), failure)));
  }

  private void print(String line) {
    out.println(line);
    if (out.checkError()) {
      throw new ClientException(Kind.OUTPUT_CLOSED, "nobody reads the output");
    }
  }

  @Override
  public void end(Snapshot snapshot) {
    show(snapshot);
  }

  @Override
  public void close() {
    out.flush();
  }
}
