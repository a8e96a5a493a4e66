package dev.rollcall.projection.directory;

import java.util.List;

/// A page of matches.
///
/// @param total matches on all pages
public record Hits(long total, List<StoredResource> resources) {
  public Hits {
    resources = List.copyOf(resources);
  }
}
