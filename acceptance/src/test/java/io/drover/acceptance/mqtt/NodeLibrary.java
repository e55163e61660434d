package io.drover.acceptance.mqtt;

import static java.util.Objects.requireNonNull;

import io.drover.acceptance.NpmPackages;
import io.drover.acceptance.RunningServer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/// A package of npm, driven by the script of its name over lines of JSON. One process serves all of
/// its connections.
final class NodeLibrary implements MqttLibrary {
  private static final int ALIASES = 8;

  private final String script;
  private final int version;
  private final int aliases;
  private final Map<String, Inbox> inboxes = new ConcurrentHashMap<>();
  private final Map<Integer, CompletableFuture<JsonNode>> waiting = new ConcurrentHashMap<>();
  private final AtomicInteger numbers = new AtomicInteger();
  private @Nullable Process process;
  private @Nullable Writer requests;

  NodeLibrary(String script, int version) {
    this(script, version, ALIASES);
  }

  private NodeLibrary(String script, int version, int aliases) {
    this.script = script;
    this.version = version;
    this.aliases = aliases;
  }

  /// The package `mqtt`, taking no aliases: it hands messages of QoS 2 that come by an alias over
  /// without their topic.
  static NodeLibrary withoutAliases() {
    return new NodeLibrary("mqtt", 5, 0);
  }

  @Override
  public String name() {
    return script + " of npm, MQTT " + (version == 5 ? "5" : "3.1.1");
  }

  @Override
  public int version() {
    return version;
  }

  @Override
  public Map<Expectation, String> cannot() {
    Map<Expectation, String> cannot = new HashMap<>();
    if (version == 3) {
      cannot.putAll(Behaviour.OF_MQTT_5_ALONE);
    }
    if (script.startsWith("aws-iot-device-sdk")) {
      cannot.put(
          Behaviour.MQTT_GOES_THROUGH_WEB_SOCKETS_WITH_A_CERTIFICATE,
          "it signs its WebSockets, and shows no certificate there");
    }
    return cannot;
  }

  @Override
  public MqttConnection connect(Target target, Asked asked, Inbox inbox) throws Exception {
    start();
    String connection = "c" + numbers.incrementAndGet();
    inboxes.put(connection, inbox);
    Map<String, @Nullable Object> options = new HashMap<>();
    options.put("port", target.port());
    options.put("webSocket", target.webSocket());
    options.put("ca", Files.readString(target.caFile()));
    options.put("certificate", target.identity().certificatePem());
    options.put("key", target.identity().privateKeyPem());
    options.put("clientId", asked.clientId());
    options.put("clean", asked.clean());
    options.put("aliases", aliases);
    options.put("will", asked.will());
    options.put("willDelay", asked.willDelay().toSeconds());
    boolean sessionPresent = ask(connection, "connect", options).asBoolean();
    return new Connected(connection, sessionPresent);
  }

  private synchronized void start() throws IOException {
    if (process != null) {
      return;
    }
    Path driver =
        RunningServer.home().resolve("acceptance/src/test/resources/mqtt").resolve("driver.js");
    ProcessBuilder builder =
        new ProcessBuilder("node", driver.toString(), script)
            .redirectError(ProcessBuilder.Redirect.INHERIT);
    builder.environment().put("NODE_PATH", NpmPackages.folder().toString());
    Process started = builder.start();
    process = started;
    requests = started.outputWriter(StandardCharsets.UTF_8);
    Thread.startVirtualThread(
        () -> {
          started.inputReader(StandardCharsets.UTF_8).lines().forEach(this::told);
          waiting.values().forEach(one -> one.completeExceptionally(new IOException("it ended")));
        });
  }

  private void told(String line) {
    JsonNode told = JsonMapper.shared().readTree(line);
    if (told.has("id")) {
      requireNonNull(waiting.get(told.get("id").asInt())).complete(told);
      return;
    }
    Inbox inbox = requireNonNull(inboxes.get(told.get("connection").asString()));
    if (told.has("message")) {
      inbox.put(message(told.get("message")));
    } else {
      inbox.end(told.get("end").asInt());
    }
  }

  private static Message message(JsonNode told) {
    return JsonMapper.shared().treeToValue(told, Message.class);
  }

  private JsonNode ask(String connection, String action, Object parameters) throws IOException {
    int id = numbers.incrementAndGet();
    CompletableFuture<JsonNode> answer = new CompletableFuture<>();
    waiting.put(id, answer);
    Map<String, Object> request =
        Map.of("id", id, "connection", connection, "action", action, "parameters", parameters);
    send(JsonMapper.shared().writeValueAsString(request));
    JsonNode told = answer.orTimeout(Inbox.SECONDS, TimeUnit.SECONDS).join();
    if (told.has("error")) {
      throw new IOException(action + ": " + told.get("error").asString());
    }
    return told.path("result");
  }

  private synchronized void send(String line) throws IOException {
    Writer to = requests;
    if (to == null) {
      throw new IllegalStateException("not started");
    }
    to.write(line + "\n");
    to.flush();
  }

  /// The process ends with its input.
  @Override
  public synchronized void close() {
    if (requests != null) {
      try {
        requests.close();
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
    }
  }

  private final class Connected implements MqttConnection {
    private final String name;
    private final boolean sessionPresent;

    Connected(String name, boolean sessionPresent) {
      this.name = name;
      this.sessionPresent = sessionPresent;
    }

    @Override
    public boolean sessionPresent() {
      return sessionPresent;
    }

    @Override
    public int subscribe(String filter, int qos, int identifier) throws Exception {
      return ask(name, "subscribe", Map.of("filter", filter, "qos", qos, "identifier", identifier))
          .asInt();
    }

    @Override
    public int publish(Message message) throws Exception {
      return ask(name, "publish", message).asInt();
    }

    @Override
    public void close() throws IOException {
      ask(name, "close", Map.of());
    }
  }
}
