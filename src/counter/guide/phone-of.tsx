/** Whose telephone and its number, which never breaks inside. */
export function PhoneOf({ who, phone }: { who: string; phone: string }) {
  return (
    <span>
      {who} <span class="nowrap">{phone}</span>
    </span>
  );
}
