package io.drover.registry;

import io.drover.arn.Arns;
import io.drover.changes.Changes;
import io.drover.paging.Listing;
import io.drover.paging.Page;
import io.drover.paging.PageRequest;
import io.drover.registry.RegistryChange.ThingPrincipalAttached;
import io.drover.registry.RegistryChange.ThingPrincipalDetached;
import io.drover.rejection.Rejection.InvalidRequest;
import io.drover.rejection.Rejection.ResourceNotFound;
import io.drover.store.Database;
import io.drover.store.Reading;
import java.util.List;
import java.util.Optional;
import java.util.function.BiPredicate;
import org.jspecify.annotations.Nullable;

/// Which principals (certificates) act for which things: any number for any number, except that a
/// principal attached exclusively is attached to nothing else.
public final class ThingPrincipals {
  private static final Listing PRINCIPALS = new Listing("principals of a thing", 250);
  private static final Listing THINGS = new Listing("things of a principal", 250);
  private static final String CERTIFICATE = "cert";

  private final Database database;
  private final Changes changes;
  private final Arns arns;
  private final BiPredicate<Reading, String> certificateExists;
  private final ThingStore things = new ThingStore();
  private final PrincipalStore store = new PrincipalStore();

  /// `certificateExists` tells whether there is a certificate with this id.
  public ThingPrincipals(
      Database database,
      Changes changes,
      Arns arns,
      BiPredicate<Reading, String> certificateExists) {
    this.database = database;
    this.changes = changes;
    this.arns = arns;
    this.certificateExists = certificateExists;
  }

  /// A principal and how it is attached to the thing in question.
  public record AttachedPrincipal(String arn, ThingPrincipalType type) {}

  /// A thing and how the principal in question is attached to it.
  public record AttachedThing(ThingName name, ThingPrincipalType type) {}

  /// Attaches a principal; one that is attached in this way already stays so.
  public void attach(ThingName thing, String arn, ThingPrincipalType type) {
    String certificate = certificate(arn);
    String principal = principal(certificate);
    database.change(
        tx -> {
          long id = require(tx, thing);
          requireCertificate(tx, certificate);
          Optional<ThingPrincipalType> present = store.type(tx, id, principal);
          if (present.isPresent()) {
            requireSame(present.get(), type);
            return;
          }
          requireAlone(store.elsewhere(tx, principal, id), type);
          store.attach(tx, id, principal, type);
          changes.record(tx, new ThingPrincipalAttached(id, thing, arn));
        });
  }

  private static void requireSame(ThingPrincipalType present, ThingPrincipalType type) {
    if (present != type) {
      throw new InvalidRequest(
              "The principal is attached as " + present + "; detach it to attach it as " + type)
          .toException();
    }
  }

  private static void requireAlone(Optional<Attachment> elsewhere, ThingPrincipalType type) {
    elsewhere
        .filter(
            other ->
                type == ThingPrincipalType.EXCLUSIVE_THING
                    || other.type() == ThingPrincipalType.EXCLUSIVE_THING)
        .ifPresent(
            other -> {
              throw new InvalidRequest(
                      "The principal is attached to thing "
                          + other.thing()
                          + ", and an exclusive one can be attached to one thing alone.")
                  .toException();
            });
  }

  /// Detaches a principal; one that is not attached needs nothing.
  public void detach(ThingName thing, String arn) {
    String certificate = certificate(arn);
    database.change(
        tx -> {
          long id = require(tx, thing);
          if (store.detach(tx, id, principal(certificate))) {
            changes.record(tx, new ThingPrincipalDetached(id, thing, arn));
          } else {
            requireCertificate(tx, certificate);
          }
        });
  }

  /// The principals of a thing; of one type, unless it is null.
  public Page<AttachedPrincipal> principals(
      ThingName thing,
      @Nullable ThingPrincipalType type,
      @Nullable String token,
      @Nullable Integer size) {
    PageRequest request = PRINCIPALS.request(token, size);
    List<Attachment> rows =
        database.read(
            reading ->
                store.ofThing(
                    reading, require(reading, thing), type, request.after(0, ""), request.rows()));
    return PRINCIPALS
        .page(rows, request, attachment -> List.of(attachment.principal()))
        .map(attachment -> new AttachedPrincipal(arn(attachment.principal()), attachment.type()));
  }

  /// The things of a principal; those attached in one way, unless `type` is null.
  public Page<AttachedThing> things(
      String arn,
      @Nullable ThingPrincipalType type,
      @Nullable String token,
      @Nullable Integer size) {
    String certificate = certificate(arn);
    PageRequest request = THINGS.request(token, size);
    List<Attachment> rows =
        database.read(
            reading -> {
              requireCertificate(reading, certificate);
              return store.ofPrincipal(
                  reading, principal(certificate), type, request.after(0, 0L), request.rows());
            });
    return THINGS
        .page(rows, request, attachment -> List.of(Long.toString(attachment.thingId())))
        .map(attachment -> new AttachedThing(attachment.thing(), attachment.type()));
  }

  /// Whether the principal is attached to the thing; false for names and ARNs that are malformed.
  public boolean isAttached(Reading reading, String thing, String arn) {
    return Alphabet.isName(thing)
        && arns.id(CERTIFICATE, arn)
            .filter(
                certificate ->
                    store.isAttached(reading, new ThingName(thing), principal(certificate)))
            .isPresent();
  }

  /// The thing that the principal is attached to exclusively.
  public Optional<ThingName> exclusiveThing(Reading reading, String arn) {
    return arns.id(CERTIFICATE, arn)
        .map(ThingPrincipals::principal)
        .flatMap(principal -> store.exclusive(reading, principal))
        .map(Attachment::thing);
  }

  /// Whether the principal is attached to any thing.
  public boolean hasThings(Reading reading, String arn) {
    return arns.id(CERTIFICATE, arn)
        .filter(certificate -> store.anyOfPrincipal(reading, principal(certificate)))
        .isPresent();
  }

  private String certificate(String arn) {
    return arns.id(CERTIFICATE, arn)
        .orElseThrow(
            () ->
                new InvalidRequest(
                        "The principal must be the ARN of a certificate of this account.")
                    .toException());
  }

  private void requireCertificate(Reading reading, String id) {
    if (!certificateExists.test(reading, id)) {
      throw new ResourceNotFound("Certificate " + id + " does not exist.").toException();
    }
  }

  private long require(Reading reading, ThingName thing) {
    return things.id(reading, thing).orElseThrow(() -> Things.notFound(thing));
  }

  private static String principal(String certificate) {
    return CERTIFICATE + "/" + certificate;
  }

  private String arn(String principal) {
    return arns.of(CERTIFICATE, principal.substring(CERTIFICATE.length() + 1));
  }
}
