package io.drover.api.data;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.drover.api.http.Caller;
import io.drover.arn.Arns;
import io.drover.identity.Permissions;
import io.drover.rejection.RejectedException;
import io.drover.rejection.Rejection;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class ConnectionOperationsTest {
  private static final Arns ARNS = new Arns("eu-central-1", "123456789012");
  private static final Caller OPERATOR = new Caller("operator", Permissions.ALL);
  private static final Caller NOBODY = new Caller("nobody", (_, _) -> false);
  private static final Instant SINCE = Instant.parse("2030-05-06T07:08:09Z");

  private final SortedMap<String, Integer> filters = new TreeMap<>();
  private final List<String> deleted = new ArrayList<>();
  private @Nullable String reason;
  private final Fleet fleet = new Fleet();

  /// One client, `c`.
  private final class Fleet implements Connections {
    @Override
    public boolean delete(String clientId, boolean cleanSession, boolean preventWill) {
      deleted.add(clientId + " " + cleanSession + " " + preventWill);
      return clientId.equals("c");
    }

    @Override
    public Optional<ConnectionState> find(String clientId) {
      return clientId.equals("c")
          ? Optional.of(
              new ConnectionState(
                  "c",
                  "thing-1",
                  SINCE,
                  reason,
                  false,
                  Duration.ofHours(1),
                  Duration.ofMinutes(2),
                  new InetSocketAddress("10.0.0.7", 4_711),
                  new InetSocketAddress("10.0.0.1", 8_883)))
          : Optional.empty();
    }

    @Override
    public Optional<SortedMap<String, Integer>> subscriptions(String clientId) {
      return clientId.equals("c") ? Optional.of(filters) : Optional.empty();
    }
  }

  /// Check 21 of the broker's, as far as the API answers it.
  @Test
  void aConnectionIsDeletedAsAskedAndAnUnknownClientIsNotFound() {
    DeleteConnection delete = new DeleteConnection(fleet, ARNS);
    delete.answer(new DeleteConnection.Request("c", null, null), OPERATOR);
    delete.answer(new DeleteConnection.Request("c", true, true), OPERATOR);
    assertThat(deleted).containsExactly("c false false", "c true true");
    assertRefused(
        Rejection.ResourceNotFound.class,
        () -> delete.answer(new DeleteConnection.Request("d", null, null), OPERATOR));
    deleted.clear();
    assertRefused(
        Rejection.Forbidden.class,
        () -> delete.answer(new DeleteConnection.Request("c", null, null), NOBODY));
    assertThat(deleted).isEmpty();
  }

  @Test
  void aConnectionTellsSinceWhenAndItsSocketsWhenAsked() {
    GetConnection get = new GetConnection(fleet, ARNS);
    GetConnection.Response live = get.answer(new GetConnection.Request("c", null), OPERATOR);
    assertThat(live.connected()).isTrue();
    assertThat(live.connectedSince()).isEqualTo(SINCE.toEpochMilli());
    assertThat(live.disconnectedSince()).isNull();
    assertThat(live.sourceIp()).isNull();
    assertThat(live.keepAliveDuration()).isEqualTo(120);
    assertThat(live.sessionExpiry()).isEqualTo(3_600);
    assertThat(live.thingName()).isEqualTo("thing-1");

    reason = "CONNECTION_LOST";
    GetConnection.Response left = get.answer(new GetConnection.Request("c", true), OPERATOR);
    assertThat(left.connected()).isFalse();
    assertThat(left.disconnectedSince()).isEqualTo(SINCE.toEpochMilli());
    assertThat(left.disconnectReason()).isEqualTo("CONNECTION_LOST");
    assertThat(left.sourceIp()).isEqualTo("10.0.0.7");
    assertThat(left.targetPort()).isEqualTo(8_883);

    assertRefused(
        Rejection.ResourceNotFound.class,
        () -> get.answer(new GetConnection.Request("d", null), OPERATOR));
    assertRefused(
        Rejection.Forbidden.class, () -> get.answer(new GetConnection.Request("c", null), NOBODY));
  }

  @Test
  void subscriptionsAreListedPageByPage() {
    ListSubscriptions list = new ListSubscriptions(fleet, ARNS);
    filters.put("b/#", 1);
    filters.put("a", 0);
    filters.put("a/b", 1);
    ListSubscriptions.Response first =
        list.answer(new ListSubscriptions.Request("c", 2, null), OPERATOR);
    assertThat(first.subscriptions())
        .containsExactly(
            new ListSubscriptions.Subscription("a", 0),
            new ListSubscriptions.Subscription("a/b", 1));
    ListSubscriptions.Response second =
        list.answer(new ListSubscriptions.Request("c", 2, first.nextToken()), OPERATOR);
    assertThat(second.subscriptions())
        .containsExactly(new ListSubscriptions.Subscription("b/#", 1));
    assertThat(second.nextToken()).isNull();
    assertRefused(
        Rejection.ResourceNotFound.class,
        () -> list.answer(new ListSubscriptions.Request("d", null, null), OPERATOR));
    assertRefused(
        Rejection.Forbidden.class,
        () -> list.answer(new ListSubscriptions.Request("c", null, null), NOBODY));
  }

  private static void assertRefused(Class<? extends Rejection> why, Runnable request) {
    assertThatExceptionOfType(RejectedException.class)
        .isThrownBy(request::run)
        .satisfies(e -> assertThat(e.rejection()).isInstanceOf(why));
  }
}
