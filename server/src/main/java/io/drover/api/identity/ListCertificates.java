package io.drover.api.identity;

import io.drover.api.http.Caller;
import io.drover.api.http.Operation;
import io.drover.identity.Certificate;
import io.drover.identity.Certificates;
import io.drover.identity.CreationOrder;
import io.drover.paging.Page;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// The certificates in the order of their creation, newest first unless asked otherwise.
public record ListCertificates(Certificates certificates)
    implements Operation<ListCertificates.Request, ListCertificates.Response> {
  public record Request(
      @Nullable Integer pageSize, @Nullable String marker, @Nullable Boolean ascendingOrder) {}

  public record Item(
      String certificateArn,
      String certificateId,
      String status,
      String certificateMode,
      Instant creationDate) {}

  public record Response(List<Item> certificates, @Nullable String nextMarker) {}

  @Override
  public Response answer(Request request, Caller caller) {
    caller.require("iot:ListCertificates", "*");
    Page<Item> page =
        certificates
            .list(CreationOrder.of(request.ascendingOrder), request.marker, request.pageSize)
            .map(this::item);
    return new Response(page.items(), page.nextToken());
  }

  private Item item(Certificate certificate) {
    return new Item(
        certificates.arn(certificate.id()),
        certificate.id().value(),
        certificate.status().name(),
        certificate.mode(),
        certificate.createdAt());
  }
}
