package io.drover.api.shadow;

import io.drover.api.http.Caller;
import io.drover.api.http.Operation;
import io.drover.protocol.BrokenEncodingException;
import io.drover.protocol.InvalidMemberException;
import io.drover.protocol.MalformedPayloadException;
import io.drover.protocol.ShadowRequest;
import io.drover.protocol.ShadowUpdate;
import io.drover.rejection.Rejection.DocumentTooLarge;
import io.drover.rejection.Rejection.InvalidJson;
import io.drover.rejection.Rejection.InvalidRequest;
import io.drover.rejection.Rejection.UnsupportedEncoding;
import io.drover.shadow.ShadowId;
import io.drover.shadow.Shadows;
import java.time.InstantSource;
import org.jspecify.annotations.Nullable;

/// Merges a document into a shadow, and answers it with its times. Subscribers over MQTT are told
/// what they would be told of an update over MQTT, except that refusals are the caller's alone.
public record UpdateThingShadow(Shadows shadows, ShadowAccess access, InstantSource clock)
    implements Operation<UpdateThingShadow.Request, UpdateThingShadow.Response> {

  public record Request(String thingName, @Nullable String shadowName, byte[] payload) {}

  public record Response(byte[] payload) {}

  @Override
  public Response answer(Request request, Caller caller) {
    ShadowId id = ShadowId.of(request.thingName(), request.shadowName());
    access.require(caller, "UpdateThingShadow", id);
    ShadowUpdate update = parse(request.payload());
    return new Response(shadows.update(id, update, clock.instant()).accepted().json());
  }

  private static ShadowUpdate parse(byte[] payload) {
    if (payload.length > ShadowRequest.MOST_BYTES) {
      throw new DocumentTooLarge("The payload exceeds the maximum size allowed").toException();
    }
    try {
      return ShadowRequest.parse(payload).update();
    } catch (MalformedPayloadException e) {
      throw new InvalidJson(e.problem()).toException();
    } catch (BrokenEncodingException e) {
      throw new UnsupportedEncoding(e.problem()).toException();
    } catch (InvalidMemberException e) {
      throw new InvalidRequest(e.problem()).toException();
    }
  }
}
