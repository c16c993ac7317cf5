/**
 * ASN.1 and cryptographic primitives, called directly. The published descriptor also registers two
 * security providers and requires java.sql and java.naming for certificates kept in directories:
 * nothing of that is used, and java.sql would bring XML with it.
 */
module org.bouncycastle.provider {
  requires java.logging;

  exports org.bouncycastle.asn1;
  exports org.bouncycastle.asn1.pkcs;
  exports org.bouncycastle.asn1.sec;
  exports org.bouncycastle.asn1.x500;
  exports org.bouncycastle.asn1.x500.style;
  exports org.bouncycastle.asn1.x509;
  exports org.bouncycastle.asn1.x9;
  exports org.bouncycastle.crypto;
  exports org.bouncycastle.crypto.digests;
  exports org.bouncycastle.crypto.engines;
  exports org.bouncycastle.crypto.macs;
  exports org.bouncycastle.crypto.params;
  exports org.bouncycastle.math.ec.rfc7748;
  exports org.bouncycastle.util;
}
