package io.drover.acceptance;

import java.util.HashMap;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.crt.mqtt.MqttClientConnection;
import software.amazon.awssdk.crt.mqtt.QualityOfService;
import software.amazon.awssdk.iot.AwsIotMqttConnectionBuilder;
import software.amazon.awssdk.iot.iotjobs.IotJobsClient;
import software.amazon.awssdk.iot.iotjobs.model.DescribeJobExecutionRequest;
import software.amazon.awssdk.iot.iotjobs.model.DescribeJobExecutionResponse;
import software.amazon.awssdk.iot.iotjobs.model.DescribeJobExecutionSubscriptionRequest;
import software.amazon.awssdk.iot.iotjobs.model.GetPendingJobExecutionsRequest;
import software.amazon.awssdk.iot.iotjobs.model.GetPendingJobExecutionsResponse;
import software.amazon.awssdk.iot.iotjobs.model.GetPendingJobExecutionsSubscriptionRequest;
import software.amazon.awssdk.iot.iotjobs.model.JobExecutionsChangedEvent;
import software.amazon.awssdk.iot.iotjobs.model.JobExecutionsChangedSubscriptionRequest;
import software.amazon.awssdk.iot.iotjobs.model.JobStatus;
import software.amazon.awssdk.iot.iotjobs.model.NextJobExecutionChangedEvent;
import software.amazon.awssdk.iot.iotjobs.model.NextJobExecutionChangedSubscriptionRequest;
import software.amazon.awssdk.iot.iotjobs.model.RejectedError;
import software.amazon.awssdk.iot.iotjobs.model.StartNextJobExecutionResponse;
import software.amazon.awssdk.iot.iotjobs.model.StartNextPendingJobExecutionRequest;
import software.amazon.awssdk.iot.iotjobs.model.StartNextPendingJobExecutionSubscriptionRequest;
import software.amazon.awssdk.iot.iotjobs.model.UpdateJobExecutionRequest;
import software.amazon.awssdk.iot.iotjobs.model.UpdateJobExecutionResponse;
import software.amazon.awssdk.iot.iotjobs.model.UpdateJobExecutionSubscriptionRequest;

/// A device's connection over mutual TLS, made with the AWS IoT device SDK, and its jobs requests
/// as calls that wait for their answer.
public final class DeviceConnection implements AutoCloseable {
  private static final QualityOfService QOS = QualityOfService.AT_LEAST_ONCE;
  private static final String EVERY_JOB = "+";
  private static final int SECONDS = 15;

  private final String thing;
  private final MqttClientConnection connection;
  private final IotJobsClient jobs;
  private final Map<String, CompletableFuture<Object>> waiting = new ConcurrentHashMap<>();

  private DeviceConnection(String thing, MqttClientConnection connection) {
    this.thing = thing;
    this.connection = connection;
    this.jobs = new IotJobsClient(connection);
  }

  /// Connects under the thing's name, which its policy asks for.
  public static DeviceConnection open(RunningServer server, Operator.DeviceIdentity identity) {
    try (AwsIotMqttConnectionBuilder builder =
        AwsIotMqttConnectionBuilder.newMtlsBuilder(
            identity.certificatePem(), identity.privateKeyPem())) {
      MqttClientConnection connection =
          builder
              .withCertificateAuthorityFromPath(null, server.caFile().toString())
              .withEndpoint("localhost")
              .withPort(server.port("mqtts"))
              .withClientId(identity.thing())
              .withCleanSession(true)
              .build();
      DeviceConnection device = new DeviceConnection(identity.thing(), connection);
      await(connection.connect());
      device.subscribeToAnswers();
      return device;
    }
  }

  private void subscribeToAnswers() {
    GetPendingJobExecutionsSubscriptionRequest pending =
        new GetPendingJobExecutionsSubscriptionRequest();
    pending.thingName = thing;
    await(
        jobs.SubscribeToGetPendingJobExecutionsAccepted(
            pending, QOS, a -> answer(a.clientToken, a)));
    await(jobs.SubscribeToGetPendingJobExecutionsRejected(pending, QOS, this::refuse));
    StartNextPendingJobExecutionSubscriptionRequest next =
        new StartNextPendingJobExecutionSubscriptionRequest();
    next.thingName = thing;
    await(
        jobs.SubscribeToStartNextPendingJobExecutionAccepted(
            next, QOS, a -> answer(a.clientToken, a)));
    await(jobs.SubscribeToStartNextPendingJobExecutionRejected(next, QOS, this::refuse));
    DescribeJobExecutionSubscriptionRequest describe =
        new DescribeJobExecutionSubscriptionRequest();
    describe.thingName = thing;
    describe.jobId = EVERY_JOB;
    await(
        jobs.SubscribeToDescribeJobExecutionAccepted(describe, QOS, a -> answer(a.clientToken, a)));
    await(jobs.SubscribeToDescribeJobExecutionRejected(describe, QOS, this::refuse));
    UpdateJobExecutionSubscriptionRequest update = new UpdateJobExecutionSubscriptionRequest();
    update.thingName = thing;
    update.jobId = EVERY_JOB;
    await(jobs.SubscribeToUpdateJobExecutionAccepted(update, QOS, a -> answer(a.clientToken, a)));
    await(jobs.SubscribeToUpdateJobExecutionRejected(update, QOS, this::refuse));
  }

  /// Calls `listener` with the whole list of pending executions whenever one comes or goes.
  public void onListChanged(Consumer<JobExecutionsChangedEvent> listener) {
    JobExecutionsChangedSubscriptionRequest request = new JobExecutionsChangedSubscriptionRequest();
    request.thingName = thing;
    await(jobs.SubscribeToJobExecutionsChangedEvents(request, QOS, listener));
  }

  /// Calls `listener` whenever another execution, or none, is the next.
  public void onNextChanged(Consumer<NextJobExecutionChangedEvent> listener) {
    NextJobExecutionChangedSubscriptionRequest request =
        new NextJobExecutionChangedSubscriptionRequest();
    request.thingName = thing;
    await(jobs.SubscribeToNextJobExecutionChangedEvents(request, QOS, listener));
  }

  public GetPendingJobExecutionsResponse pending() {
    GetPendingJobExecutionsRequest request = new GetPendingJobExecutionsRequest();
    request.thingName = thing;
    request.clientToken = token();
    return ask(
        request.clientToken,
        GetPendingJobExecutionsResponse.class,
        () -> jobs.PublishGetPendingJobExecutions(request, QOS));
  }

  public StartNextJobExecutionResponse startNext() {
    StartNextPendingJobExecutionRequest request = new StartNextPendingJobExecutionRequest();
    request.thingName = thing;
    request.clientToken = token();
    return ask(
        request.clientToken,
        StartNextJobExecutionResponse.class,
        () -> jobs.PublishStartNextPendingJobExecution(request, QOS));
  }

  public DescribeJobExecutionResponse describe(String jobId) {
    DescribeJobExecutionRequest request = new DescribeJobExecutionRequest();
    request.thingName = thing;
    request.jobId = jobId;
    request.includeJobDocument = true;
    request.clientToken = token();
    return ask(
        request.clientToken,
        DescribeJobExecutionResponse.class,
        () -> jobs.PublishDescribeJobExecution(request, QOS));
  }

  /// Reports, expecting the execution to be at `expectedVersion` when one is given.
  public UpdateJobExecutionResponse update(
      String jobId,
      JobStatus status,
      @Nullable Integer expectedVersion,
      Map<String, String> details) {
    UpdateJobExecutionRequest request = new UpdateJobExecutionRequest();
    request.thingName = thing;
    request.jobId = jobId;
    request.status = status;
    request.statusDetails = new HashMap<>(details);
    request.includeJobExecutionState = true;
    request.clientToken = token();
    if (expectedVersion != null) {
      request.expectedVersion = expectedVersion;
    }
    return ask(
        request.clientToken,
        UpdateJobExecutionResponse.class,
        () -> jobs.PublishUpdateJobExecution(request, QOS));
  }

  private <T> T ask(
      String token, Class<T> answer, java.util.function.Supplier<Future<Integer>> publish) {
    CompletableFuture<Object> waiter = new CompletableFuture<>();
    waiting.put(token, waiter);
    await(publish.get());
    return answer.cast(await(waiter));
  }

  private void answer(String token, Object answer) {
    CompletableFuture<Object> waiter = waiting.remove(token);
    if (waiter != null) {
      waiter.complete(answer);
    }
  }

  private void refuse(RejectedError error) {
    CompletableFuture<Object> waiter = waiting.remove(error.clientToken);
    if (waiter != null) {
      waiter.completeExceptionally(new RefusedException(error));
    }
  }

  private static String token() {
    return UUID.randomUUID().toString();
  }

  private static <T> T await(Future<T> future) {
    try {
      return future.get(SECONDS, TimeUnit.SECONDS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(e);
    } catch (ExecutionException e) {
      throw e.getCause() instanceof RefusedException refused
          ? refused
          : new IllegalStateException(e.getCause());
    } catch (TimeoutException e) {
      throw new IllegalStateException("no answer within " + SECONDS + " s", e);
    }
  }

  @Override
  public void close() {
    await(connection.disconnect());
    connection.close();
  }

  /// The server answered on a `rejected` topic.
  public static final class RefusedException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private final transient RejectedError error;

    RefusedException(RejectedError error) {
      super(error.code + ": " + error.message);
      this.error = error;
    }

    public RejectedError error() {
      return error;
    }
  }
}
