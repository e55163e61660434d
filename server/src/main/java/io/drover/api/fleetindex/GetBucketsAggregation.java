package io.drover.api.fleetindex;

import io.drover.api.http.Caller;
import io.drover.api.http.Operation;
import io.drover.arn.Arns;
import io.drover.fleetindex.FleetIndex;
import io.drover.fleetindex.aggregation.Buckets;
import io.drover.fleetindex.aggregation.BucketsAggregation;
import io.drover.rejection.Rejection.InvalidRequest;
import java.util.List;
import org.jspecify.annotations.Nullable;

public record GetBucketsAggregation(FleetIndex index, Arns arns)
    implements Operation<GetBucketsAggregation.Request, GetBucketsAggregation.Response> {
  private static final int STANDARD = 10;

  public record Request(
      @Nullable String indexName,
      String queryString,
      String aggregationField,
      @Nullable String queryVersion,
      BucketsAggregationType bucketsAggregationType) {}

  public record BucketsAggregationType(@Nullable TermsAggregation termsAggregation) {

    BucketsAggregation decode() {
      if (termsAggregation == null) {
        throw new InvalidRequest("bucketsAggregationType needs a termsAggregation.").toException();
      }
      Integer most = termsAggregation.maxBuckets();
      return new BucketsAggregation(most == null ? STANDARD : most);
    }
  }

  public record TermsAggregation(@Nullable Integer maxBuckets) {}

  public record Response(int totalCount, List<Bucket> buckets) {}

  public record Bucket(String keyValue, int count) {
    static Bucket of(Buckets.Bucket bucket) {
      return new Bucket(bucket.value(), bucket.count());
    }
  }

  @Override
  public Response answer(Request request, Caller caller) {
    String name = Indices.named(caller, "iot:GetBucketsAggregation", request.indexName(), arns);
    Indices.requireVersion(request.queryVersion());
    Buckets buckets =
        index.aggregate(
            name,
            request.queryString(),
            request.aggregationField(),
            request.bucketsAggregationType().decode());
    return new Response(buckets.total(), buckets.buckets().stream().map(Bucket::of).toList());
  }
}
