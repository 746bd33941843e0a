package sts

// Steps is Plan without where its calls go, which takes longer to find out than all the rest: it is for lists.
func (b *Broker) Steps(req Request) (Plan, error) {
	t, err := b.task(req)
	if err != nil {
		return nil, err
	}
	return t.plan()
}
