package dev.rollcall.connector.targets;

import dev.rollcall.connector.operations.DefaultMappings;
import dev.rollcall.connector.targets.Profiles.Reference;
import java.util.Optional;

/// Which versions of the mappings targets have, by the configuration that delivers.
record KnownDefaultMappings(TargetsWatch watch) implements DefaultMappings {

  @Override
  public Optional<Newer> newer(String tenant, String name) {
    return watch.target(tenant, name).flatMap(target -> newer(target.profile().name()));
  }

  static Optional<Newer> newer(String profile) {
    Reference reference = Reference.of(profile);
    int newest = Profiles.newest(profile);
    return reference.version() < newest
        ? Optional.of(new Newer(profile, reference.name() + "@" + newest))
        : Optional.empty();
  }
}
