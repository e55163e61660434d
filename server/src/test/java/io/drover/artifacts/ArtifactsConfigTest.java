package io.drover.artifacts;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.drover.signature.AccessKey;
import java.net.URI;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ArtifactsConfigTest {

  @ParameterizedTest
  @ValueSource(
      strings = {
        "https://s3.eu-west-1.amazonaws.com",
        "http://10.0.0.7:9000/",
        "http://[::1]:9000"
      })
  void aForeignEndpointIsSchemeHostAndPort(String endpoint) {
    assertThat(new ArtifactsConfig.Foreign(URI.create(endpoint)).endpoint()).hasToString(endpoint);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "s3.amazonaws.com",
        "s3://bucket",
        "https://host/path",
        "https://user@host",
        "https://host?query",
        "https:host"
      })
  void anythingElseIsRefused(String endpoint) {
    var uri = URI.create(endpoint);
    assertThatThrownBy(() -> new ArtifactsConfig.Foreign(uri))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("http:// or https://");
  }

  @Test
  void theSecretKeyIsNotShown() {
    assertThat(new AccessKey("AKIDEXAMPLE", "very-secret").toString())
        .contains("AKIDEXAMPLE")
        .doesNotContain("very-secret");
  }
}
