package io.drover.artifacts;

import io.drover.rejection.RejectedException;
import io.drover.rejection.Rejection;
import io.drover.signature.AccessKey;
import java.net.URI;
import java.time.Duration;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.core.sync.ResponseTransformer;
import software.amazon.awssdk.http.SdkHttpClient;
import software.amazon.awssdk.http.urlconnection.ProxyConfiguration;
import software.amazon.awssdk.http.urlconnection.UrlConnectionHttpClient;
import software.amazon.awssdk.profiles.ProfileFile;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.s3.model.GetObjectRequest;
import software.amazon.awssdk.services.s3.model.GetObjectResponse;
import software.amazon.awssdk.services.s3.model.NoSuchBucketException;
import software.amazon.awssdk.services.s3.model.NoSuchKeyException;
import software.amazon.awssdk.services.s3.model.S3Exception;

/// Fetches objects whole. An attempt takes 5 seconds at most, all attempts together 15.
final class ObjectReader implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(ObjectReader.class);
  private static final Duration ATTEMPT = Duration.ofSeconds(5);
  private static final Duration ALL_ATTEMPTS = Duration.ofSeconds(15);

  private final S3Client client;

  ObjectReader(S3Origin origin, String region, AccessKey accessKey) {
    var credentials = AwsBasicCredentials.create(accessKey.id(), accessKey.secret());
    this.client =
        S3Client.builder()
            .endpointOverride(URI.create(origin.toString()))
            .region(Region.of(region))
            .credentialsProvider(StaticCredentialsProvider.create(credentials))
            .forcePathStyle(true)
            .httpClient(httpClient(origin))
            .overrideConfiguration(
                settings ->
                    settings
                        .apiCallAttemptTimeout(ATTEMPT)
                        .apiCallTimeout(ALL_ATTEMPTS)
                        // reads are rare: a kept connection would only delay the storage's stop
                        .putHeader("Connection", "close")
                        // the configuration of whoever started the server is not ours
                        .defaultProfileFile(ProfileFile.aggregator().build()))
            .build();
  }

  private static SdkHttpClient httpClient(S3Origin origin) {
    boolean proxies = !origin.isLoopback();
    return UrlConnectionHttpClient.builder()
        .connectionTimeout(ATTEMPT)
        .socketTimeout(ATTEMPT)
        .proxyConfiguration(
            ProxyConfiguration.builder()
                .useSystemPropertyValues(proxies)
                .useEnvironmentVariablesValues(proxies)
                .build())
        .build();
  }

  /// Holds no more than `mostBytes` and one byte of the object in memory.
  byte[] read(S3Location location, int mostBytes) {
    try {
      byte[] bytes = client.getObject(request -> named(request, location), first(mostBytes + 1));
      if (bytes.length > mostBytes) {
        throw refused(location, "is larger than " + mostBytes + " bytes");
      }
      return bytes;
    } catch (NoSuchBucketException _) {
      throw refused(location, "does not exist: there is no such bucket");
    } catch (NoSuchKeyException _) {
      throw refused(location, "does not exist");
    } catch (S3Exception e) {
      if (e.statusCode() >= 500 && e.statusCode() != 501) {
        throw unavailable(location, e);
      }
      throw refused(location, "was refused by the object storage (" + e.getMessage() + ")");
    } catch (SdkException e) {
      throw unavailable(location, e);
    }
  }

  private static void named(GetObjectRequest.Builder request, S3Location location) {
    request.bucket(location.bucket()).key(location.key());
    location.versionId().ifPresent(request::versionId);
  }

  // read inside the call, so that its timeouts cover the body too
  private static ResponseTransformer<GetObjectResponse, byte[]> first(int bytes) {
    return (_, object) -> {
      byte[] read = object.readNBytes(bytes);
      if (read.length == bytes) {
        // closing would read on to the end to keep the connection
        object.abort();
      }
      return read;
    };
  }

  private static RejectedException refused(S3Location location, String reason) {
    return new Rejection.InvalidRequest("The object " + location + " " + reason + ".")
        .toException();
  }

  private static RejectedException unavailable(S3Location location, Exception cause) {
    LOG.warn("reading {} failed: {}", location, cause.toString());
    return new Rejection.Unavailable(
            "The object storage did not give " + location + ". Try again later.")
        .toException();
  }

  @Override
  public void close() {
    client.close();
  }
}
