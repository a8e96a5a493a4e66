package dev.rollcall.connector.targets;

import dev.rollcall.connector.target.TargetKind;
import dev.rollcall.connector.target.TargetKind.Member;
import dev.rollcall.scim.administration.SecretMembers;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.TreeMap;

/// The kinds of target that there are.
final class Kinds {
  private final TreeMap<String, TargetKind<?>> byName = new TreeMap<>();

  Kinds(Collection<? extends TargetKind<?>> kinds) {
    for (TargetKind<?> kind : kinds) {
      TargetKind<?> other = byName.put(kind.name(), kind);
      kind.members().stream()
          .filter(Member::secret)
          .filter(member -> !SecretMembers.NAMES.contains(member.name()))
          .forEach(member -> {
            throw new IllegalStateException(
                "The secret '%s' of targets of kind %s is none of %s, and would be recorded in the clear"
                    .formatted(member.name(), kind.name(), SecretMembers.NAMES));
          });
      if (other != null) {
        throw new IllegalStateException("There are two kinds of target named " + kind.name());
      }
    }
  }

  Optional<TargetKind<?>> find(String name) {
    return Optional.ofNullable(byName.get(name));
  }

  List<String> names() {
    return List.copyOf(byName.keySet());
  }

  /// Those that can be read back.
  List<String> namesOfReadable() {
    return byName.values().stream().filter(TargetKind::isReadable).map(TargetKind::name).toList();
  }
}
