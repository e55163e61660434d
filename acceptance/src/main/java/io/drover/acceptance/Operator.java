package io.drover.acceptance;

import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.awscore.client.builder.AwsClientBuilder;
import software.amazon.awssdk.core.SdkBytes;
import software.amazon.awssdk.core.sync.RequestBody;
import software.amazon.awssdk.http.SdkHttpClient;
import software.amazon.awssdk.http.apache.ApacheHttpClient;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.iot.IotClient;
import software.amazon.awssdk.services.iot.model.CreateKeysAndCertificateResponse;
import software.amazon.awssdk.services.iot.model.DescribeJobResponse;
import software.amazon.awssdk.services.iot.model.IndexNotReadyException;
import software.amazon.awssdk.services.iot.model.JobExecutionSummaryForJob;
import software.amazon.awssdk.services.iot.model.ThingDocument;
import software.amazon.awssdk.services.iot.model.ThingIndexingMode;
import software.amazon.awssdk.services.iotdataplane.IotDataPlaneClient;
import software.amazon.awssdk.services.iotjobsdataplane.IotJobsDataPlaneClient;
import software.amazon.awssdk.services.s3.S3Client;

/// Does what an operator does, with the AWS SDK.
public final class Operator implements AutoCloseable {

  /// Lets a device act on its own jobs, under its own name, and on nothing else.
  private static final String OWN_JOBS_ONLY =
      """
      {
        "Version": "2012-10-17",
        "Statement": [
          {
            "Effect": "Allow",
            "Action": "iot:Connect",
            "Resource": "arn:aws:iot:us-east-1:123456789012:client/${iot:Connection.Thing.ThingName}"
          },
          {
            "Effect": "Allow",
            "Action": ["iot:Publish", "iot:Receive"],
            "Resource": "arn:aws:iot:us-east-1:123456789012:topic/$aws/things/${iot:Connection.Thing.ThingName}/jobs/*"
          },
          {
            "Effect": "Allow",
            "Action": "iot:Subscribe",
            "Resource": "arn:aws:iot:us-east-1:123456789012:topicfilter/$aws/things/${iot:Connection.Thing.ThingName}/jobs/*"
          }
        ]
      }
      """;

  private final SdkHttpClient http = ApacheHttpClient.create();
  private final IotClient iot;
  private final IotDataPlaneClient data;
  private final IotJobsDataPlaneClient jobsData;
  private final S3Client s3;

  public Operator(RunningServer server) {
    URI api = URI.create(server.apiUrl());
    RunningServer.AccessKey key = server.accessKey();
    iot = with(IotClient.builder(), api, key).build();
    data = with(IotDataPlaneClient.builder(), api, key).build();
    jobsData = with(IotJobsDataPlaneClient.builder(), api, key).build();
    s3 = with(S3Client.builder(), URI.create(server.s3Url()), key).forcePathStyle(true).build();
  }

  private <
          B extends
              AwsClientBuilder<B, ?>
                  & software.amazon.awssdk.core.client.builder.SdkSyncClientBuilder<B, ?>>
      B with(B builder, URI endpoint, RunningServer.AccessKey key) {
    return builder
        .httpClient(http)
        .endpointOverride(endpoint)
        .region(Region.US_EAST_1)
        .credentialsProvider(
            StaticCredentialsProvider.create(AwsBasicCredentials.create(key.id(), key.secret())));
  }

  public IotClient iot() {
    return iot;
  }

  public IotDataPlaneClient data() {
    return data;
  }

  public IotJobsDataPlaneClient jobsData() {
    return jobsData;
  }

  public S3Client s3() {
    return s3;
  }

  /// Creates the policy that lets each device do its own jobs.
  public void createDevicePolicy(String name) {
    iot.createPolicy(request -> request.policyName(name).policyDocument(OWN_JOBS_ONLY));
  }

  /// Creates a policy that lets a device do anything but publish to a topic.
  public void createPolicyOfAllBut(String name, String topic) {
    String document =
        """
        {
          "Version": "2012-10-17",
          "Statement": [
            {"Effect": "Allow", "Action": ["iot:*", "iotjobsdata:*"], "Resource": "*"},
            {
              "Effect": "Deny",
              "Action": "iot:Publish",
              "Resource": "arn:aws:iot:us-east-1:123456789012:topic/%s"
            }
          ]
        }
        """
            .formatted(topic);
    iot.createPolicy(request -> request.policyName(name).policyDocument(document));
  }

  /// Registers a thing and gives it a certificate that acts under the policy.
  public DeviceIdentity register(String thing, String policy) {
    iot.createThing(request -> request.thingName(thing));
    CreateKeysAndCertificateResponse made =
        iot.createKeysAndCertificate(request -> request.setAsActive(true));
    iot.attachPolicy(request -> request.policyName(policy).target(made.certificateArn()));
    iot.attachThingPrincipal(request -> request.thingName(thing).principal(made.certificateArn()));
    return new DeviceIdentity(thing, made.certificatePem(), made.keyPair().privateKey());
  }

  public String createGroup(String name, List<String> things) {
    String arn = iot.createThingGroup(request -> request.thingGroupName(name)).thingGroupArn();
    things.forEach(
        thing ->
            iot.addThingToThingGroup(request -> request.thingGroupName(name).thingName(thing)));
    return arn;
  }

  /// Says in the thing's shadow, as the device would, which version it runs.
  public void reportVersion(String thing, String version) {
    String state = "{\"state\":{\"reported\":{\"ver\":\"" + version + "\"}}}";
    data.updateThingShadow(
        request -> request.thingName(thing).payload(SdkBytes.fromUtf8String(state)));
  }

  /// Turns the index on, and searches until it finds as many things, for 20 seconds at most.
  public List<String> search(String query, int count) {
    iot.updateIndexingConfiguration(
        request ->
            request.thingIndexingConfiguration(
                things -> things.thingIndexingMode(ThingIndexingMode.REGISTRY_AND_SHADOW)));
    long end = System.nanoTime() + Duration.ofSeconds(20).toNanos();
    List<String> found = List.of();
    while (found.size() < count && System.nanoTime() < end) {
      found = search(query);
    }
    return found;
  }

  private List<String> search(String query) {
    try {
      return iot.searchIndex(request -> request.queryString(query)).things().stream()
          .map(ThingDocument::thingName)
          .sorted()
          .toList();
    } catch (IndexNotReadyException e) {
      return List.of(); // it is being built
    }
  }

  public void createBucket(String bucket) {
    s3.createBucket(request -> request.bucket(bucket));
  }

  public void upload(String bucket, String key, Path file) {
    s3.putObject(request -> request.bucket(bucket).key(key), file);
  }

  public void upload(String bucket, String key, String text) {
    s3.putObject(request -> request.bucket(bucket).key(key), RequestBody.fromString(text));
  }

  public DescribeJobResponse describe(String jobId) {
    return iot.describeJob(request -> request.jobId(jobId));
  }

  public List<JobExecutionSummaryForJob> executions(String jobId) {
    return iot.listJobExecutionsForJobPaginator(request -> request.jobId(jobId)).stream()
        .flatMap(page -> page.executionSummaries().stream())
        .toList();
  }

  @Override
  public void close() {
    iot.close();
    data.close();
    jobsData.close();
    s3.close();
    http.close();
  }

  /// What a device needs to prove who it is.
  public record DeviceIdentity(String thing, String certificatePem, String privateKeyPem) {}
}
