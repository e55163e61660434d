package io.drover.identity;

import static org.assertj.core.api.Assertions.assertThat;

import io.drover.store.Database;
import org.junit.jupiter.api.Test;

/// What servers on one store hear of each other.
interface AccessNewsContract {
  Database database();

  /// One of the servers.
  final class Server {
    final AccessStamps stamps = new AccessStamps();
    final AccessNews news;

    Server(Database database, String name) {
      news = new AccessNews(database, stamps, name);
    }
  }

  @Test
  default void aChangeIsHeardByTheOtherServersAfterAnExchangeOfBoth() {
    Server one = new Server(database(), "one");
    Server two = new Server(database(), "two");
    one.news.exchange();
    two.news.exchange();
    one.news.exchange();
    long before = two.stamps.of("a");

    one.stamps.moved("a");
    two.news.exchange();
    assertThat(two.stamps.of("a")).isEqualTo(before);
    one.news.exchange();
    two.news.exchange();
    assertThat(two.stamps.of("a")).isNotEqualTo(before);
  }

  @Test
  default void onlyTheCounterOfTheSubjectMovesUnlessTheChangeMayBeAboutAnyone() {
    Server one = new Server(database(), "one");
    Server two = new Server(database(), "two");
    one.news.exchange();
    two.news.exchange();
    long before = two.stamps.of("b");

    one.stamps.moved("a");
    one.news.exchange();
    two.news.exchange();
    assertThat(two.stamps.of("b")).isEqualTo(before);
    one.stamps.allMoved();
    one.news.exchange();
    two.news.exchange();
    assertThat(two.stamps.of("b")).isNotEqualTo(before);
  }

  @Test
  default void whatIsHeardIsNotToldAgain() {
    Server one = new Server(database(), "one");
    Server two = new Server(database(), "two");
    one.stamps.moved("a");
    for (int i = 0; i < 3; i++) {
      one.news.exchange();
      two.news.exchange();
    }
    long ofOne = one.stamps.of("a");
    long ofTwo = two.stamps.of("a");
    for (int i = 0; i < 3; i++) {
      one.news.exchange();
      two.news.exchange();
    }
    assertThat(one.stamps.of("a")).isEqualTo(ofOne);
    assertThat(two.stamps.of("a")).isEqualTo(ofTwo);
  }

  @Test
  default void aServerThatWasKilledBeforeItCouldTellDoesSoWhenItStartsAgain() {
    Server one = new Server(database(), "one");
    Server two = new Server(database(), "two");
    one.news.exchange();
    two.news.exchange();
    long before = two.stamps.of("a");
    one.stamps.moved("a");

    new Server(database(), "one").news.exchange();
    two.news.exchange();
    assertThat(two.stamps.of("a")).isNotEqualTo(before);
  }
}
