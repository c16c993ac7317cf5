/** Addresses from names, by the operating system. */
module io.netty.resolver {
  requires transitive io.netty.common;

  exports io.netty.resolver;
}
