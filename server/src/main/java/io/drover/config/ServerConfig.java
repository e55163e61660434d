package io.drover.config;

import io.drover.arn.Arns;
import io.drover.artifacts.ArtifactsConfig;
import io.drover.gateway.broker.BrokerConfig;
import io.drover.gateway.broker.mqtt.BrokerLimits;
import io.drover.gateway.broker.mqtt.Dialect;
import io.drover.gateway.broker.mqtt.Rates;
import io.drover.identity.IdentityConfig;
import io.drover.jobs.JobsConfig;
import io.drover.registry.RegistryConfig;
import io.drover.signature.AccessKey;
import io.drover.store.StoreConfig;
import java.net.InetAddress;
import java.net.URI;
import java.net.UnknownHostException;
import java.time.Duration;
import java.util.Optional;
import java.util.OptionalInt;

/// All that the server is told, checked, as the records that its packages take.
///
/// @param accessKey the one that operators sign requests with
/// @param metricsPort where monitoring finds its page; nowhere without it
/// @param mqttPolicy the policy that plaintext connections act under; there are none without it
public record ServerConfig(
    DataFolder folder,
    Arns arns,
    AccessKey accessKey,
    String publicHost,
    InetAddress bind,
    int apiPort,
    int dataPort,
    OptionalInt metricsPort,
    Optional<String> mqttPolicy,
    BrokerConfig broker,
    StoreConfig store,
    IdentityConfig identity,
    ArtifactsConfig artifacts,
    RegistryConfig registry,
    JobsConfig jobs) {

  private static final String MODES = "aws or standard";

  /// Checks every setting; the first that is wrong is told by its full name. Makes the access key
  /// if there is none.
  public static ServerConfig of(Settings settings, DataFolder folder) {
    Arns arns = arns(settings);
    InetAddress bind = bind(settings);
    String publicHost =
        settings.matching(
            Setting.PUBLIC_HOST, "[A-Za-z0-9.:-]{1,253}", "a host name or an address");
    AccessKey accessKey = Credentials.of(settings, folder.credentials());
    return new ServerConfig(
        folder,
        arns,
        accessKey,
        publicHost,
        bind,
        settings.port(Setting.API_PORT),
        settings.port(Setting.DATA_PORT),
        optionalPort(settings, Setting.METRICS_PORT),
        settings.optional(Setting.MQTT_POLICY),
        broker(settings, bind, folder),
        store(settings, folder),
        new IdentityConfig(folder.identity(), publicHost),
        artifacts(settings, folder, bind, publicHost, accessKey),
        registry(settings),
        jobs(settings));
  }

  private static OptionalInt optionalPort(Settings settings, Setting setting) {
    return settings.optional(setting).isPresent()
        ? OptionalInt.of(settings.port(setting))
        : OptionalInt.empty();
  }

  private static Arns arns(Settings settings) {
    return new Arns(
        settings.matching(Setting.REGION, "[a-z0-9-]{1,32}", "a region such as us-east-1"),
        settings.matching(Setting.ACCOUNT_ID, "[0-9]{12}", "12 digits"));
  }

  private static InetAddress bind(Settings settings) {
    String text = settings.text(Setting.BIND);
    try {
      return InetAddress.getByName(text);
    } catch (UnknownHostException e) {
      throw new ConfigException(
          Setting.BIND.key() + ": must be an address of this machine, but is '" + text + "'");
    }
  }

  private static BrokerConfig broker(Settings settings, InetAddress bind, DataFolder folder) {
    boolean plain =
        settings.optional(Setting.MQTT_PORT).isPresent()
            && settings.optional(Setting.MQTT_POLICY).isPresent();
    boolean aws = settings.matching(Setting.BROKER_MODE, "aws|standard", MODES).equals("aws");
    return new BrokerConfig(
        bind.getHostAddress(),
        settings.optional(Setting.STORE_URL).isPresent() ? folder.node() : "",
        new BrokerConfig.Ports(
            OptionalInt.of(settings.port(Setting.MQTTS_PORT)),
            plain ? OptionalInt.of(settings.port(Setting.MQTT_PORT)) : OptionalInt.empty(),
            optionalPort(settings, Setting.WSS_PORT),
            optionalPort(settings, Setting.WS_PORT)),
        BrokerConfig.DEFAULT_EVENT_LOOP_THREADS,
        (aws
                ? BrokerLimits.AWS.keeping(
                    sessionExpiry(settings), rate(settings, Setting.MQTT_REPLAY_RATE))
                : BrokerLimits.STANDARD.keeping(sessionExpiry(settings), 0))
            .at(rates(settings)),
        aws ? Dialect.AWS : Dialect.STANDARD,
        settings.matching(Setting.MQTT_NATIVE, "on|off", "on or off").equals("on"));
  }

  private static Duration sessionExpiry(Settings settings) {
    Duration expiry =
        Duration.ofSeconds(
            Long.parseLong(
                settings.matching(
                    Setting.MQTT_SESSION_EXPIRY, "[1-9][0-9]{0,5}", "a number of seconds")));
    if (expiry.compareTo(BrokerLimits.AWS.kept().longestExpiry()) > 0) {
      throw new ConfigException(
          Setting.MQTT_SESSION_EXPIRY.key() + ": must be at most 604800 seconds, which are 7 days");
    }
    return expiry;
  }

  private static Rates rates(Settings settings) {
    return new Rates(
        rate(settings, Setting.MQTT_CONNECT_RATE),
        rate(settings, Setting.MQTT_CLIENT_CONNECT_RATE),
        rate(settings, Setting.MQTT_PUBLISH_RATE),
        rate(settings, Setting.MQTT_BYTE_RATE),
        rate(settings, Setting.MQTT_RETAIN_RATE),
        rate(settings, Setting.MQTT_TOPIC_RETAIN_RATE));
  }

  private static int rate(Settings settings, Setting setting) {
    return Integer.parseInt(
        settings.matching(
            setting, "[0-9]{1,9}", "a number for each second, at most 999999999, or 0 for any"));
  }

  private static StoreConfig store(Settings settings, DataFolder folder) {
    try {
      return new StoreConfig(folder.database(), settings.optional(Setting.STORE_URL));
    } catch (IllegalArgumentException e) {
      throw new ConfigException(Setting.STORE_URL.key() + ": " + e.getMessage());
    }
  }

  private static ArtifactsConfig artifacts(
      Settings settings, DataFolder folder, InetAddress bind, String publicHost, AccessKey own) {
    String region =
        settings.optional(Setting.ARTIFACTS_REGION).orElseGet(() -> settings.text(Setting.REGION));
    Optional<String> endpoint = settings.optional(Setting.ARTIFACTS_ENDPOINT);
    if (endpoint.isEmpty()) {
      ArtifactsConfig.Embedded embedded =
          new ArtifactsConfig.Embedded(
              folder.objects(),
              bind.getHostAddress(),
              publicHost,
              settings.port(Setting.S3_PORT),
              settings.port(Setting.S3S_PORT));
      return new ArtifactsConfig(embedded, own, region);
    }
    return new ArtifactsConfig(foreign(endpoint.get()), foreignKey(settings).orElse(own), region);
  }

  private static RegistryConfig registry(Settings settings) {
    String seconds =
        settings.matching(
            Setting.TYPE_DELETION_WAIT, "[0-9]{1,6}", "a number of seconds, at most 999999");
    return new RegistryConfig(Duration.ofSeconds(Long.parseLong(seconds)));
  }

  private static JobsConfig jobs(Settings settings) {
    String days = settings.matching(Setting.JOBS_RETENTION, "[1-9][0-9]{0,4}", "1 to 99999 days");
    return new JobsConfig(Duration.ofDays(Long.parseLong(days)));
  }

  private static ArtifactsConfig.Foreign foreign(String endpoint) {
    try {
      return new ArtifactsConfig.Foreign(URI.create(endpoint));
    } catch (IllegalArgumentException e) {
      throw new ConfigException(Setting.ARTIFACTS_ENDPOINT.key() + ": " + e.getMessage());
    }
  }

  private static Optional<AccessKey> foreignKey(Settings settings) {
    return settings
        .optional(Setting.ARTIFACTS_ACCESS_KEY_ID)
        .map(id -> new AccessKey(id, settings.text(Setting.ARTIFACTS_SECRET_ACCESS_KEY)));
  }
}
