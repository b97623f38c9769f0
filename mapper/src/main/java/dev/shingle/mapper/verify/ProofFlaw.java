package dev.shingle.mapper.verify;

/** Ends the check of a certificate; does not leave this package. */
final class ProofFlaw extends RuntimeException {

    private static final long serialVersionUID = 1L;

    private final String found;
    private final String expected;

    ProofFlaw(Object found, Object expected) {
        super(null, null, false, false);
        this.found = found.toString();
        this.expected = expected.toString();
    }

    CertificateVerdict.Rejected at(String where) {
        return new CertificateVerdict.Rejected(where, found, expected);
    }
}
