package io.drover.jobs.templates;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.List;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/// A managed template as a resource of this program.
record ManagedTemplateFile(
    String templateName,
    String templateVersion,
    String description,
    List<String> environments,
    List<DocumentParameter> documentParameters,
    JsonNode document) {

  static ManagedTemplate read(String name) {
    String path = "/managed-job-templates/" + name + ".json";
    try (InputStream in = ManagedTemplateFile.class.getResourceAsStream(path)) {
      if (in == null) {
        throw new IllegalStateException("missing resource " + path);
      }
      return JsonMapper.shared().readValue(in, ManagedTemplateFile.class).template();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private ManagedTemplate template() {
    return new ManagedTemplate(
        templateName,
        templateVersion,
        description,
        environments,
        documentParameters,
        document.toString());
  }
}
