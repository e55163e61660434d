package io.drover.jobs.templates;

import io.drover.arn.Arns;
import io.drover.paging.Listing;
import io.drover.paging.Page;
import io.drover.paging.PageRequest;
import io.drover.rejection.Rejection.ResourceNotFound;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// The templates that come with the server, the same for every account: their ARNs name none. There
/// is one version of each.
public final class ManagedTemplates {
  private static final Listing LISTING = new Listing("managed job templates", 250);
  private static final String VERSION = "1.0";
  private static final List<String> NAMES =
      List.of(
          "AWS-Download-File",
          "AWS-Install-Application",
          "AWS-Reboot",
          "AWS-Remove-Application",
          "AWS-Restart-Application",
          "AWS-Run-Command",
          "AWS-Start-Application",
          "AWS-Stop-Application");

  private final List<ManagedTemplate> all = NAMES.stream().map(ManagedTemplateFile::read).toList();
  private final Arns arns;

  public ManagedTemplates(Arns arns) {
    this.arns = new Arns(arns.region(), "");
  }

  /// The ARN of a template, whether or not there is one; without a version that of the newest.
  public String arn(String name, @Nullable String version) {
    return arns.of("jobtemplate", id(name, version));
  }

  private static String id(String name, @Nullable String version) {
    return name + ":" + (version == null ? VERSION : version);
  }

  /// The template of an ARN; empty when the ARN is that of no managed one. Refuses a name and a
  /// version that do not exist.
  public Optional<ManagedTemplate> ofArn(String arn) {
    return arns.id("jobtemplate", arn).map(this::require);
  }

  /// The template of this name, in the newest version if none is given.
  public ManagedTemplate describe(String name, @Nullable String version) {
    return require(id(name, version));
  }

  private ManagedTemplate require(String id) {
    return all.stream()
        .filter(template -> template.id().equals(id))
        .findFirst()
        .orElseThrow(
            () ->
                new ResourceNotFound("There is no managed job template " + id + ".").toException());
  }

  /// The templates in the order of their names, or the one of the given name.
  public Page<ManagedTemplate> list(
      @Nullable String name, @Nullable String token, @Nullable Integer size) {
    PageRequest request = LISTING.request(token, size);
    List<ManagedTemplate> listed = name == null ? all : List.of(describe(name, null));
    List<ManagedTemplate> rows =
        listed.stream()
            .filter(template -> template.name().compareTo(request.after(0, "")) > 0)
            .limit(request.rows())
            .toList();
    return LISTING.page(rows, request, template -> List.of(template.name()));
  }
}
