package io.drover.gateway.broker;

import static org.assertj.core.api.Assertions.assertThat;

import io.drover.gateway.broker.bounds.WaitingRoom;
import io.drover.gateway.broker.mqtt.BrokerLimits;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class WaitingRoomTest {
  private static final int MOST = 1_600;

  private static final int LARGE = 1_600_000;

  private final WaitingRoom room = new WaitingRoom(MOST);
  private final WaitingRoom large = new WaitingRoom(LARGE);

  @Test
  void aClientMayHaveASixteenthOfWhatTheOthersLeave() {
    assertThat(room.reserve(60, 0)).isTrue();
    assertThat(room.reserve(40, 60)).isTrue();
    assertThat(room.reserve(1, 100)).isFalse();
    assertThat(room.bytes()).isEqualTo(100);
  }

  @Test
  void forWhomNothingWaitsAnyFreeRoomWillDo() {
    assertThat(room.reserve(1_000, 0)).isTrue();
    assertThat(room.reserve(600, 0)).isTrue();
    assertThat(room.reserve(1, 0)).isFalse();
    room.release(600);
    assertThat(room.reserve(1, 0)).isTrue();
  }

  @Test
  void howeverManyDoNotReadThereIsRoomForOneWhoDoes() {
    List<Backlog> slow = Stream.generate(() -> backlog(large)).limit(1_000).toList();
    for (int turn = 0; turn < 100; turn++) {
      slow.forEach(backlog -> backlog.reserve(1));
    }
    assertThat(large.bytes()).isLessThan(LARGE);

    Backlog quick = backlog(large);
    for (int i = 0; i < 10_000; i++) {
      assertThat(quick.reserve(10)).isNull();
      quick.release(10);
    }
  }

  @Test
  void theReasonSaysWhoseRoomWasMissing() {
    Backlog backlog = backlog(room);
    assertThat(backlog.reserve(100)).isNull();
    assertThat(backlog.reserve(1)).isEqualTo(Dropped.SLOW_CLIENTS);
    assertThat(backlog.reserve(1_000)).isEqualTo(Dropped.SLOW_CLIENT);
  }

  @Test
  void aClosedBacklogTakesNothingAndGivesBackOnce() {
    Backlog backlog = backlog(room);
    assertThat(backlog.reserve(50)).isNull();
    backlog.close();
    backlog.close();
    backlog.release(50);
    assertThat(backlog.reserve(1)).isEqualTo(Dropped.SLOW_CLIENT);
    assertThat(room.bytes()).isZero();
  }

  @Test
  void aMessageTakesMoreThanItsTopicAndPayload() {
    Backlog backlog = backlog(large);
    assertThat(backlog.reserve(1)).isNull();
    assertThat(backlog.reserve(2)).isNull();
    assertThat(large.bytes()).isEqualTo(3 + 2 * Backlog.BESIDE_BYTES);
    backlog.release(1);
    assertThat(large.bytes()).isEqualTo(2 + Backlog.BESIDE_BYTES);
    backlog.close();
    assertThat(large.bytes()).isZero();
  }

  private static Backlog backlog(WaitingRoom room) {
    return new Backlog(new BrokerLimits.Delivery(1, 1_000, 500, MOST), room);
  }
}
