package connet.client.forward;

import static org.junit.jupiter.api.Assertions.assertEquals;

import connet.client.forward.Balance.Policy;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

class BalanceTest {
  /** The destination with the best path first. */
  private static final List<String> BY_PATH = List.of("b", "c", "a");

  private static List<String> order(Policy policy, int turn) {
    return Balance.order(policy, BY_PATH, id -> id, id -> id.equals("c") ? 0 : 5, turn);
  }

  @Test
  void leastLatencyKeepsTheBestFirst() {
    assertEquals(BY_PATH, order(Policy.LEAST_LATENCY, 3));
  }

  @Test
  void leastConnectionsPutsTheIdleFirstAndTheRestByPath() {
    assertEquals(List.of("c", "b", "a"), order(Policy.LEAST_CONNECTIONS, 3));
  }

  @Test
  void roundRobinGoesOnById() {
    assertEquals(List.of("a", "b", "c"), order(Policy.ROUND_ROBIN, 0));
    assertEquals(List.of("b", "c", "a"), order(Policy.ROUND_ROBIN, 1));
    assertEquals(List.of("c", "a", "b"), order(Policy.ROUND_ROBIN, 2));
    assertEquals(List.of("a", "b", "c"), order(Policy.ROUND_ROBIN, 3));
  }

  @Test
  void roundRobinSurvivesItsCounter() {
    assertEquals(Set.of("a", "b", "c"), new HashSet<>(order(Policy.ROUND_ROBIN, -1)));
  }

  @Test
  void randomIsAnyOrderOfAll() {
    Set<List<String>> orders = new HashSet<>();
    for (int i = 0; i < 200; i++) {
      orders.add(order(Policy.RANDOM, i));
    }
    assertEquals(6, orders.size());
  }

  @Test
  void nobodyIsInNoOrder() {
    for (Policy policy : Policy.values()) {
      assertEquals(List.of(), Balance.<String>order(policy, List.of(), id -> id, id -> 0, 1));
    }
  }
}
