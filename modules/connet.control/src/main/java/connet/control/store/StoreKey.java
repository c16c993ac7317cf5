package connet.control.store;

/** Names one value of the store. */
record StoreKey(Table table, String name) {
  /** The maps of the store file; their names are part of its format. */
  enum Table {
    SECRETS("secrets"),
    PEERS("peers"),
    RELAYS("relays");

    private final String mapName;

    Table(String mapName) {
      this.mapName = mapName;
    }

    String mapName() {
      return mapName;
    }
  }
}
