package io.drover.tags;

/// A resource as tags know it: the kind and the id of its ARN, such as `thinggroup` and `line-1`.
public record TaggedResource(String kind, String id) {

  @Override
  public String toString() {
    return kind + "/" + id;
  }
}
