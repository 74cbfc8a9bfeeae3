package a;

import java.util.*;

public class Store {
    /* keep 5 < 6 */
    private final Map<String, List<Integer>> stock = new HashMap<>();
}
