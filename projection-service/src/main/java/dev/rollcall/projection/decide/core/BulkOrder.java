package dev.rollcall.projection.decide.core;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Deque;
import java.util.List;
import java.util.Set;

/// The order in which operations that refer to each other are carried out: as sent, with those that
/// are referred to moved ahead (Tarjan's strongly connected components). Used once.
final class BulkOrder {
  private static final int UNSEEN = -1;

  private final List<Set<Integer>> dependencies;
  private final int[] number;
  private final int[] lowest;
  private final boolean[] waiting;
  private final Deque<Integer> path = new ArrayDeque<>();
  private final List<List<Integer>> order = new ArrayList<>();
  private int seen;

  private BulkOrder(List<Set<Integer>> dependencies) {
    this.dependencies = dependencies;
    this.number = new int[dependencies.size()];
    this.lowest = new int[dependencies.size()];
    this.waiting = new boolean[dependencies.size()];
    Arrays.fill(number, UNSEEN);
  }

  /// Returns the operations, each behind those that it depends on. Operations that depend on each
  /// other in a circle stand together, in the order of the request.
  ///
  /// @param dependencies for each operation the indexes of those that it depends on
  static List<List<Integer>> of(List<Set<Integer>> dependencies) {
    var order = new BulkOrder(dependencies);
    for (int index = 0; index < dependencies.size(); index++) {
      if (order.number[index] == UNSEEN) {
        order.visit(index);
      }
    }
    return order.order;
  }

  private void visit(int index) {
    number[index] = seen;
    lowest[index] = seen;
    seen++;
    path.push(index);
    waiting[index] = true;
    dependencies.get(index).stream()
        .sorted()
        .forEach(needed -> {
          if (number[needed] == UNSEEN) {
            visit(needed);
            lowest[index] = Math.min(lowest[index], lowest[needed]);
          } else if (waiting[needed]) {
            lowest[index] = Math.min(lowest[index], number[needed]);
          }
        });
    if (lowest[index] == number[index]) {
      order.add(component(index));
    }
  }

  private List<Integer> component(int root) {
    var together = new ArrayList<Integer>();
    int index;
    do {
      index = path.pop();
      waiting[index] = false;
      together.add(index);
    } while (index != root);
    together.sort(null);
    return together;
  }
}
