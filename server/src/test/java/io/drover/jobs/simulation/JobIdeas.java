package io.drover.jobs.simulation;

import io.drover.jobs.JobDefinition;
import io.drover.jobs.JobOrigin;
import io.drover.jobs.JobUpdate;
import io.drover.jobs.NewJob;
import io.drover.jobs.TargetSelection;
import io.drover.jobs.configuration.AbortConfig;
import io.drover.jobs.configuration.CronExpression;
import io.drover.jobs.configuration.EndBehavior;
import io.drover.jobs.configuration.ExponentialRate;
import io.drover.jobs.configuration.InProgressTimeout;
import io.drover.jobs.configuration.JobConfiguration;
import io.drover.jobs.configuration.MaintenanceWindow;
import io.drover.jobs.configuration.RetryConfig;
import io.drover.jobs.configuration.RolloutConfig;
import io.drover.jobs.configuration.Schedule;
import io.drover.jobs.configuration.ScheduledTime;
import io.drover.tags.Tag;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Optional;

/// Jobs that operators may want.
final class JobIdeas {
  private final Dice dice;

  JobIdeas(Dice dice) {
    this.dice = dice;
  }

  NewJob job(String id, List<String> targets, Instant now) {
    TargetSelection selection =
        dice.chance(0.5) ? TargetSelection.SNAPSHOT : TargetSelection.CONTINUOUS;
    JobConfiguration configuration =
        JobConfiguration.NONE
            .with(rollout())
            .with(abort())
            .with(timeout())
            .with(retry())
            .with(schedule(selection, now));
    return new NewJob(
        id,
        selection,
        "{}",
        new JobDefinition(targets, JobOrigin.NONE, configuration),
        null,
        null,
        dice.chance(0.2) ? List.of(priority()) : List.of());
  }

  Tag priority() {
    return new Tag("drover:priority", Integer.toString(dice.between(-2, 2)));
  }

  JobUpdate update() {
    return new JobUpdate(
        Optional.of("updated"),
        Optional.empty(),
        dice.chance(0.5) ? Optional.of(rollout()) : Optional.empty(),
        dice.chance(0.3) ? Optional.of(abort()) : Optional.empty(),
        dice.chance(0.3) ? Optional.of(timeout()) : Optional.empty(),
        dice.chance(0.2) ? Optional.of(RetryConfig.NONE) : Optional.empty());
  }

  private RolloutConfig rollout() {
    return switch (dice.between(0, 3)) {
      case 0, 1 -> RolloutConfig.NONE;
      case 2 -> new RolloutConfig(dice.between(1, 4), null);
      default ->
          new RolloutConfig(
              dice.chance(0.5) ? dice.between(2, 5) : null,
              new ExponentialRate(
                  dice.between(1, 2),
                  dice.between(11, 30) / 10.0,
                  dice.chance(0.5) ? null : dice.between(1, 4),
                  dice.between(1, 3)));
    };
  }

  private AbortConfig abort() {
    return dice.chance(0.7)
        ? AbortConfig.NONE
        : new AbortConfig(
            List.of(
                new AbortConfig.Criterion(
                    dice.pick(List.of(AbortConfig.FailureType.values())),
                    AbortConfig.Action.CANCEL,
                    dice.between(20, 100),
                    dice.between(1, 4))));
  }

  private InProgressTimeout timeout() {
    return dice.chance(0.5)
        ? InProgressTimeout.NONE
        : new InProgressTimeout((long) dice.between(1, 10));
  }

  private RetryConfig retry() {
    return switch (dice.between(0, 3)) {
      case 0, 1 -> RetryConfig.NONE;
      case 2 ->
          new RetryConfig(
              List.of(
                  new RetryConfig.Criterion(
                      dice.pick(List.of(RetryConfig.FailureType.values())), dice.between(1, 3))));
      default ->
          new RetryConfig(
              List.of(
                  new RetryConfig.Criterion(RetryConfig.FailureType.FAILED, dice.between(0, 2)),
                  new RetryConfig.Criterion(
                      RetryConfig.FailureType.TIMED_OUT, dice.between(0, 2))));
    };
  }

  private Schedule schedule(TargetSelection selection, Instant now) {
    if (dice.chance(0.6)) {
      return Schedule.NONE;
    }
    boolean starts = dice.chance(0.4);
    boolean ends = dice.chance(0.5);
    Instant start = now.plus(Duration.ofMinutes(dice.between(31, 60)));
    Instant end = now.plus(Duration.ofMinutes(dice.between(95, 200)));
    return new Schedule(
        starts ? ScheduledTime.of(start) : null,
        ends ? ScheduledTime.of(end) : null,
        ends && dice.chance(0.8) ? dice.pick(List.of(EndBehavior.values())) : null,
        selection == TargetSelection.CONTINUOUS && dice.chance(0.6)
            ? List.of(window(now))
            : List.of());
  }

  /// Opens every other hour, some of the time before or after now.
  private MaintenanceWindow window(Instant now) {
    int minute =
        now.plus(Duration.ofMinutes(dice.between(-10, 20))).atOffset(ZoneOffset.UTC).getMinute();
    return new MaintenanceWindow(
        new CronExpression("cron(%d 0/%d * * ? *)".formatted(minute, dice.between(1, 2))),
        dice.between(5, 50));
  }
}
