package io.drover.protocol;

import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/// What a caller wants changed in a shadow, checked for all that can be checked without knowing the
/// shadow. Made by [ShadowRequest#update].
///
/// @param state null, or an object whose members are no others than `desired` and `reported`, each
///   null or an object of at most eight levels without null in arrays; nobody changes it
/// @param version the version that the shadow must have; null for any
public record ShadowUpdate(JsonNode state, @Nullable Long version, @Nullable String clientToken) {}
