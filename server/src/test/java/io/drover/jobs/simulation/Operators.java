package io.drover.jobs.simulation;

import io.drover.jobs.ExecutionCancellation;
import io.drover.jobs.ExecutionName;
import io.drover.jobs.Job;
import io.drover.registry.NewThing;
import io.drover.registry.NewThingGroup;
import io.drover.registry.ThingGroupMembers.WhenFull;
import io.drover.registry.ThingGroupName;
import io.drover.registry.ThingName;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;
import java.util.stream.IntStream;

/// What operators do with jobs and with the fleet, whether or not it makes sense right then.
final class Operators {
  static final List<String> THINGS = names("t", 9);
  static final List<String> GROUPS = names("g", 4);
  private static final List<String> JOBS = names("j", 6);

  private final Dice dice;
  private final Trace trace;
  private final JobIdeas ideas;
  private final Supplier<State> state;
  private final Set<ExecutionName> deletionsAskedFor = new HashSet<>();

  Operators(Dice dice, Trace trace, Supplier<State> state) {
    this.dice = dice;
    this.trace = trace;
    this.ideas = new JobIdeas(dice);
    this.state = state;
  }

  private static List<String> names(String prefix, int number) {
    return IntStream.range(0, number).mapToObj(i -> prefix + i).toList();
  }

  /// Those that may vanish.
  Set<ExecutionName> deletionsAskedFor() {
    return deletionsAskedFor;
  }

  /// The world as it begins: all things, a group below another one, and members.
  void begin(SimulatedServer server, Instant now) {
    THINGS.forEach(thing -> createThing(server, thing, now));
    createGroup(server, "g0", Optional.empty(), now);
    createGroup(server, "g1", Optional.of("g0"), now);
    createGroup(server, "g2", Optional.empty(), now);
    createGroup(server, "g3", Optional.of("g2"), now);
    for (String thing : THINGS) {
      add(server, dice.pick(GROUPS), thing, now);
    }
    createJob(server, JOBS.getFirst(), now);
    createJob(server, JOBS.get(1), now);
  }

  void act(SimulatedServer server, Instant now) {
    String job = dice.pick(JOBS);
    String thing = dice.pick(THINGS);
    String group = dice.pick(GROUPS);
    switch (dice.between(0, 27)) {
      case 0, 1, 2, 3 -> createJob(server, job, now);
      case 4 -> cancel(server, job, now);
      case 5 -> cancelExecution(server, job, thing, now);
      case 6 -> delete(server, job, now);
      case 7 -> deleteExecution(server, job, thing);
      case 8, 9 -> update(server, job, now);
      case 10, 11 -> associate(server, job, now);
      case 12 -> prioritize(server, job);
      case 13 -> deleteThing(server, thing, now);
      case 14, 15 -> createThing(server, thing, now);
      case 16 ->
          createGroup(
              server,
              group,
              dice.chance(0.6) ? Optional.of(dice.pick(GROUPS)) : Optional.empty(),
              now);
      case 17 -> {
        if (dice.chance(0.3)) {
          deleteGroup(server, group);
        }
      }
      case 18, 19, 20, 21, 22 -> remove(server, group, thing, now);
      default -> add(server, group, thing, now);
    }
  }

  private void createJob(SimulatedServer server, String job, Instant now) {
    List<String> targets = targets(server);
    var asked = ideas.job(job, targets, now);
    trace.note(
        "%s: create %s for %s: %s", server.name, job, asked.targetSelection(), asked.definition());
    server.jobs.create(asked, now);
  }

  private List<String> targets(SimulatedServer server) {
    List<String> targets = new ArrayList<>();
    for (int i = dice.between(1, 3); i > 0; i--) {
      targets.add(
          dice.chance(0.6)
              ? server.groupArn(dice.pick(GROUPS))
              : server.thingArn(dice.pick(THINGS)));
    }
    return targets;
  }

  private void cancel(SimulatedServer server, String job, Instant now) {
    boolean force = dice.chance(0.4);
    trace.note("%s: cancel %s%s", server.name, job, force ? " by force" : "");
    server.jobs.cancel(job, new Job.Cancellation(force, null, null), now);
  }

  private void cancelExecution(SimulatedServer server, String job, String thing, Instant now) {
    boolean force = dice.chance(0.5);
    trace.note("%s: cancel %s on %s%s", server.name, job, thing, force ? " by force" : "");
    server.managed.cancel(thing, job, new ExecutionCancellation(force, null, null), now);
  }

  private void delete(SimulatedServer server, String job, Instant now) {
    boolean force = dice.chance(0.4);
    trace.note("%s: delete %s%s", server.name, job, force ? " by force" : "");
    server.jobs.delete(job, force, Optional.empty(), now);
  }

  private void deleteExecution(SimulatedServer server, String job, String thing) {
    List<ExecutionName> known =
        state.get().executions().keySet().stream()
            .map(this::name)
            .flatMap(Optional::stream)
            .filter(each -> each.jobId().equals(job) && each.thingName().equals(thing))
            .sorted(Comparator.comparingLong(ExecutionName::executionNumber))
            .toList();
    if (!known.isEmpty()) {
      ExecutionName name = dice.pick(known);
      deletionsAskedFor.add(name);
      trace.note("%s: delete %s", server.name, name);
      server.managed.delete(name, dice.chance(0.5), Optional.empty());
    }
  }

  private Optional<ExecutionName> name(State.ExecutionId id) {
    State current = state.get();
    return Optional.ofNullable(current.things().get(id.thing()))
        .map(
            thing ->
                new ExecutionName(
                    thing,
                    Optional.ofNullable(current.jobs().get(id.job()))
                        .map(State.JobRow::name)
                        .orElse(""),
                    id.number()));
  }

  private void update(SimulatedServer server, String job, Instant now) {
    var update = ideas.update();
    trace.note("%s: update %s: %s", server.name, job, update);
    server.jobs.update(job, Optional.empty(), update, now);
  }

  private void associate(SimulatedServer server, String job, Instant now) {
    List<String> targets = targets(server);
    trace.note("%s: associate %s with %s", server.name, targets, job);
    server.association.associate(job, Optional.empty(), targets, null, now);
  }

  private void prioritize(SimulatedServer server, String job) {
    var tag = ideas.priority();
    trace.note("%s: tag %s with %s", server.name, job, tag);
    server.tags.tag(server.jobArn(job), List.of(tag));
  }

  private void createThing(SimulatedServer server, String thing, Instant now) {
    trace.note("%s: create %s", server.name, thing);
    server.registry.things.create(
        new NewThing(new ThingName(thing), Optional.empty(), Map.of(), Optional.empty()), now);
  }

  private void deleteThing(SimulatedServer server, String thing, Instant now) {
    trace.note("%s: delete %s", server.name, thing);
    server.registry.things.delete(new ThingName(thing), Optional.empty(), now);
  }

  private void createGroup(
      SimulatedServer server, String group, Optional<String> parent, Instant now) {
    trace.note("%s: create %s below %s", server.name, group, parent);
    server.registry.groups.create(
        new NewThingGroup(
            new ThingGroupName(group),
            parent.map(ThingGroupName::new),
            Optional.empty(),
            Map.of(),
            List.of()),
        now);
  }

  private void deleteGroup(SimulatedServer server, String group) {
    trace.note("%s: delete %s", server.name, group);
    server.registry.groups.delete(new ThingGroupName(group), Optional.empty());
  }

  private void add(SimulatedServer server, String group, String thing, Instant now) {
    trace.note("%s: add %s to %s", server.name, thing, group);
    server.registry.members.add(
        new ThingGroupName(group), new ThingName(thing), WhenFull.REFUSE, now);
  }

  private void remove(SimulatedServer server, String group, String thing, Instant now) {
    trace.note("%s: remove %s from %s", server.name, thing, group);
    server.registry.members.remove(new ThingGroupName(group), new ThingName(thing), now);
  }
}
