package io.drover.gateway.shadow;

import static org.assertj.core.api.Assertions.assertThat;

import io.drover.rejection.Rejection;
import org.junit.jupiter.api.Test;

class RefusalsTest {

  @Test
  void eachRefusalHasItsCode() {
    assertThat(Refusals.code(new Rejection.InvalidRequest("m"))).isEqualTo(400);
    assertThat(Refusals.code(new Rejection.InvalidJson("m"))).isEqualTo(400);
    assertThat(Refusals.code(new Rejection.Forbidden("m"))).isEqualTo(403);
    assertThat(Refusals.code(new Rejection.ResourceNotFound("m"))).isEqualTo(404);
    assertThat(Refusals.code(new Rejection.VersionConflict("m"))).isEqualTo(409);
    assertThat(Refusals.code(new Rejection.DocumentTooLarge("m"))).isEqualTo(413);
    assertThat(Refusals.code(new Rejection.UnsupportedEncoding("m"))).isEqualTo(415);
    assertThat(Refusals.code(new Rejection.Throttled("m"))).isEqualTo(429);
    assertThat(Refusals.code(new Rejection.Unavailable("m"))).isEqualTo(503);
  }
}
