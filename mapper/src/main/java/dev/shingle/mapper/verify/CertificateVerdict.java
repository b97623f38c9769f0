package dev.shingle.mapper.verify;

/** What came out of checking an optimality certificate. */
public sealed interface CertificateVerdict {

    /** Whether the lower bound is proven. */
    boolean isCertified();

    /** How a lower bound was proven. */
    enum Proof {
        /** What is live during one step needs that much. */
        STEP_BOUND,
        /** Every case that would need less ends in a contradiction. */
        SEARCH
    }

    /**
     * The lower bound holds (docs/model.md section 7 says for which plans).
     *
     * @param cases contradictions that were looked at; 0 for a step bound
     */
    record Certified(long lowerBoundWords, Proof proof, long cases) implements CertificateVerdict {
        @Override
        public boolean isCertified() {
            return true;
        }
    }

    /**
     * The certificate does not prove what it says; the bound may be true all the same.
     *
     * @param where place in the certificate, such as {@code refutation/0/1}: the second case of the first case
     */
    record Rejected(String where, String found, String expected) implements CertificateVerdict {
        @Override
        public boolean isCertified() {
            return false;
        }

        /** One line for people. */
        public String message() {
            return "%s: found %s, expected %s".formatted(where, found, expected);
        }
    }
}
