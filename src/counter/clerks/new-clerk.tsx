import type { DeviceState } from '../../device/device-api.ts';
import { clerksText } from '../../text/clerks.ts';
import { Button } from '../../ui/button/button.tsx';
import { device } from '../device.ts';
import { ChooseSecret } from '../unlock/choose-secret.tsx';

/** The further clerk whose ticket was read chooses his own secret. */
export function NewClerk(props: {
  clerk: NonNullable<DeviceState['newClerk']>;
}) {
  const { id, name, policy } = props.clerk;
  return (
    <section class="card stack">
      <h2>{clerksText.newSecret(name)}</h2>
      <ChooseSecret
        key={id}
        policy={policy}
        clerkName={name}
        onMade={(secret, factor) => device().device.enrol(secret, factor)}
      />
      <Button onPress={() => void device().device.dropTicket()}>
        {clerksText.notNow}
      </Button>
    </section>
  );
}
