package dev.rollcall.projection.directory;

import java.util.List;
import org.jspecify.annotations.Nullable;

/// A page of matches.
///
/// @param total matches on all pages
/// @param last where the page of a walk ends, if more follow; null otherwise
public record Hits(long total, List<StoredResource> resources, Search.@Nullable Place last) {
  public Hits {
    resources = List.copyOf(resources);
  }
}
