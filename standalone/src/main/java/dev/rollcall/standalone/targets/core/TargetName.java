package dev.rollcall.standalone.targets.core;

/// Which target is meant. A name is its tenant's own.
public record TargetName(String tenant, String name) {

  /// As it stands in a line of output.
  @Override
  public String toString() {
    return tenant + "/" + name;
  }
}
