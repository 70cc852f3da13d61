/** Guildhall's mark: a gabled hall with an open door. Decorative; the name stands beside it. */
export function Mark({ size = 22 }: { size?: number }) {
  return (
    <svg width={size} height={size} viewBox="0 0 24 24" aria-hidden="true" focusable="false">
      <rect width="24" height="24" rx="6" fill="var(--gh-accent-fill)" />
      <path d="M12 4.6 4.9 11v8.4h4.3v-4.6a2.8 2.8 0 0 1 5.6 0v4.6h4.3V11Z" fill="#fff" />
      <path
        d="M8.6 11.2 12 8.1l3.4 3.1"
        fill="none"
        stroke="var(--gh-accent-fill)"
        strokeWidth="1.5"
        strokeLinecap="round"
        strokeLinejoin="round"
      />
    </svg>
  );
}
