package io.drover.api.identity;

/// A policy in a list.
public record PolicyItem(String policyName, String policyArn) {}
