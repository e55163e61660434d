package io.drover.bench;

import picocli.CommandLine;
import picocli.CommandLine.Command;

/// The entry of `./drover bench`.
@Command(
    name = "drover bench",
    description = "Measures the server under load, beside a limit measured in the same run.",
    subcommands = {JobsBench.class, RegistryBench.class, BrokerBench.class},
    mixinStandardHelpOptions = true,
    synopsisSubcommandLabel = "BENCHMARK")
public final class Bench {
  private Bench() {}

  public static void main(String[] arguments) {
    System.exit(new CommandLine(new Bench()).execute(arguments));
  }
}
